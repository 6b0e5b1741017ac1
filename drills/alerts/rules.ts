// Whether the shipped files are sound, and whether every alert's own test would notice if the alert no longer worked.

import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { debianProgram } from '../kit/debian-program.ts';
import type { Figure } from '../kit/figure.ts';
import { ROOT_FOLDER } from '../kit/nexus.ts';
import { runProcess } from '../kit/process.ts';
import type { Trial } from '../kit/trial.ts';

export const DEPLOY = join(ROOT_FOLDER, 'deploy');

interface RuleFile {
  readonly groups: readonly { readonly rules: readonly Rule[] }[];
}

interface Rule {
  readonly alert?: string;
  expr: string;
}

const run = (trial: Trial, program: string, ...args: string[]): Promise<string> =>
  runProcess(trial, { name: `${program} ${args[0]}`, ...debianProgram(program, args) });

/** Runs promtool and amtool on the shipped files; throws what they complain of. */
export async function checkFiles(trial: Trial): Promise<Figure[]> {
  const folder = join(trial.folder, 'rules');
  await cp(join(DEPLOY, 'prometheus'), folder, { recursive: true });
  const files = (await readdir(join(folder, 'rules'))).sort();
  await run(trial, 'promtool', 'check', 'config', '--syntax-only', join(folder, 'prometheus.yml'));
  await run(trial, 'promtool', 'check', 'rules', ...files.map((file) => join(folder, 'rules', file)));
  await run(trial, 'amtool', 'check-config', join(DEPLOY, 'alertmanager/alertmanager.yml'));
  const [sound, noticed]: [string[], string[]] = [[], []];
  let count = 0;
  for (const file of files) {
    trial.say(`tests of ${file}`);
    const names = await alertsOf(join(folder, 'rules', file));
    count += names.length;
    for (const name of names) {
      if (await passes(trial, join(folder, 'tests', file), name)) sound.push(name);
      if (await isNoticed(trial, folder, { file, name })) noticed.push(name);
    }
  }
  const all = { atLeast: count, unit: `of ${count}` };
  return [
    { name: 'alerts whose tests pass', value: sound.length, ...all },
    { name: 'alerts whose tests fail when the alert is disabled', value: noticed.length, ...all },
  ];
}

async function alertsOf(file: string): Promise<string[]> {
  const { groups } = parse(await readFile(file, 'utf8')) as RuleFile;
  return groups.flatMap(({ rules }) => rules).flatMap(({ alert }) => alert ?? []);
}

/** Whether the tests of an alert pass; their names begin with its name. */
const passes = (trial: Trial, tests: string, alert: string): Promise<boolean> =>
  run(trial, 'promtool', 'test', 'rules', `--run=^${alert}:`, tests).then(
    () => true,
    () => false,
  );

/** Disables an alert in the copy, runs its tests, and puts it back. */
async function isNoticed(
  trial: Trial,
  folder: string,
  { file, name }: { file: string; name: string },
): Promise<boolean> {
  const path = join(folder, 'rules', file);
  const shipped = await readFile(path, 'utf8');
  const rules = parse(shipped) as RuleFile;
  for (const rule of rules.groups.flatMap((group) => group.rules))
    if (rule.alert === name) rule.expr = 'vector(0) > 1';
  await writeFile(path, stringify(rules));
  const passed = await passes(trial, join(folder, 'tests', file), name);
  await writeFile(path, shipped);
  return !passed;
}
