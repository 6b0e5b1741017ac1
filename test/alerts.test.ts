// Alerts, their tests and their runbooks belong together: none without the others. What the tests say is run by
// promtool in the drill "alerts".

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { atEnd } from './support/at-end.ts';

const ROOT = join(import.meta.dirname, '..');
const PROMETHEUS = join(ROOT, 'deploy/prometheus');
const RUNBOOKS = join(ROOT, 'docs/host/runbooks');

interface Rule {
  readonly alert?: string;
  readonly labels?: { readonly severity?: string };
  readonly annotations?: { readonly summary?: string; readonly runbook?: string };
}

interface RuleTest {
  readonly alert_rule_test: readonly {
    readonly alertname: string;
    readonly exp_alerts: readonly unknown[];
  }[];
}

/** What every file of a folder holds under a key, in one list. */
const gathered = <T>(folder: string, key: string): T[] =>
  readdirSync(join(PROMETHEUS, folder)).flatMap(
    (name) => parse(readFileSync(join(PROMETHEUS, folder, name), 'utf8'))[key],
  );

const alerts = gathered<{ rules: readonly Rule[] }>('rules', 'groups')
  .flatMap(({ rules }) => rules)
  .filter(({ alert }) => alert !== undefined);
const names = alerts.map(({ alert }) => alert!).sort();
const moments = gathered<RuleTest>('tests', 'tests').flatMap((one) => one.alert_rule_test);

const named = (list: readonly { readonly alertname: string }[]): string[] =>
  [...new Set(list.map(({ alertname }) => alertname))].sort();

test('every alert is tested when it is on and when it is off, and nothing else is tested', () => {
  const off = named(moments.filter(({ exp_alerts }) => exp_alerts.length === 0));
  assert.deepEqual(named(moments.filter(({ exp_alerts }) => exp_alerts.length > 0)), names);
  assert.deepEqual(
    off,
    names.filter((name) => name !== 'NexusWatchdog'),
  );
});

test('every alert has a runbook, and every runbook an alert', () => {
  const runbooks = readdirSync(RUNBOOKS).map((file) => file.replace(/\.md$/, ''));
  assert.deepEqual(runbooks.sort(), names);
  for (const { alert, annotations } of alerts)
    assert.equal(annotations?.runbook, `docs/host/runbooks/${alert}.md`);
});

test('every alert says how bad it is and what is the matter', () => {
  for (const { alert, labels, annotations } of alerts) {
    assert.match(labels?.severity ?? '', /^(critical|warning|none)$/, `${alert}`);
    assert.match(annotations?.summary ?? '', /\.$/, `${alert}`);
  }
});

test('runbooks say what it means, what to look at and what to do, and their links lead somewhere', () => {
  for (const name of names) {
    const text = readFileSync(join(RUNBOOKS, `${name}.md`), 'utf8');
    const headings = [...text.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
    assert.deepEqual(headings, ['What it means', 'What to look at', 'What to do'], name);
    for (const [, target] of text.matchAll(/\]\((\w+)\.md\)/g))
      assert.ok(names.includes(target!), `${target}`);
  }
});

test('an alert that silences others names alerts that exist', () => {
  const { inhibit_rules: rules } = parse(
    readFileSync(join(ROOT, 'deploy/alertmanager/alertmanager.yml'), 'utf8'),
  );
  const matchers = (rules as Record<string, string[]>[]).flatMap((rule) => [
    ...rule.source_matchers!,
    ...rule.target_matchers!,
  ]);
  for (const matcher of matchers) {
    for (const name of /"(.*)"/.exec(matcher)![1]!.split('|'))
      assert.ok(
        names.some((known) => new RegExp(`^${name}$`).test(known)),
        matcher,
      );
  }
});

test('the age of a backup is read from what pgBackRest tells; without a backup nothing is said', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nexus-backup-age-'));
  atEnd(() => rmSync(folder, { recursive: true }));
  const age = (told: unknown) => {
    writeFileSync(join(folder, 'pgbackrest'), `#!/bin/sh\necho '${JSON.stringify(told)}'\n`, { mode: 0o755 });
    const env = { PATH: `${folder}${delimiter}${process.env.PATH}` };
    return spawnSync(join(PROMETHEUS, 'textfile/backup-age'), ['nexus'], { env, encoding: 'utf8' });
  };
  const backup = (stop: number) => ({
    archive: { start: '000000010000000000000002', stop: '000000010000000000000009' },
    label: '20260101-000000F',
    timestamp: { start: stop - 60, stop },
  });
  const two = age([
    { name: 'nexus', backup: [backup(1_767_225_600), backup(1_767_312_000)], db: [{ id: 1 }] },
  ]);
  assert.match(two.stdout, /^nexus_backup_last_success_timestamp_seconds\{stanza="nexus"\} 1767312000$/m);
  const none = age([{ name: 'nexus', backup: [], status: { code: 2 } }]);
  assert.equal(none.status, 1);
  assert.equal(none.stdout, '');
});
