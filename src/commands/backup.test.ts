// A manifest against copies of its database. Restoring with pgBackRest is what the drill `restore` does.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import pg from 'pg';
import { atEnd } from '../../test/support/at-end.ts';
import { startTestDatabase } from '../../test/support/database.ts';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { readConfig } from '../config.ts';
import { type Digest, digestDatabase, firstDifference } from '../tenant/digest.ts';
import { createTenant } from '../tenant/lifecycle.ts';
import { migrateAll } from '../tenant/migrate.ts';
import { backupCommands } from './backup.ts';
import type { Options } from './command.ts';

const server = await startTestDatabase();
atEnd(() => server.stop());
const name = `backup_${process.pid}`;
const [original, copy] = [name, `${name}_copy`];
const folder = await temporaryFolder('nexus-backup-test');
const file = join(folder, 'manifest.json');

const at = (database: string): string =>
  Object.assign(new URL(server.url), { pathname: `/${database}` }).href;

async function sql(url: string, ...statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const text of statements) await client.query(text);
  } finally {
    await client.end();
  }
}

async function nexus(...args: readonly string[]): Promise<{ code: number; output: string }> {
  // Settings of the machine and of the tests are none of its own.
  const env = { PATH: process.env.PATH, DATABASE_URL: at(original), NEXUS_HOME: folder };
  const program = join(import.meta.dirname, '../../bin/nexus');
  return new Promise((resolve) => {
    execFile(program, ['backup', ...args], { env }, (error, output) => {
      resolve({ code: error === null ? 0 : Number(error.code), output });
    });
  });
}

/** The commands within this process: a start each takes seconds. */
function run(command: 'manifest' | 'verify', options: Options): Promise<unknown> {
  const config = readConfig({ DATABASE_URL: at(original), NEXUS_HOME: folder });
  return backupCommands[`backup ${command}`]!.run(config, { positionals: [], options });
}

const difference = async (): Promise<string | null> => {
  const { shards } = JSON.parse(await readFile(file, 'utf8')) as { shards: { main: Digest } };
  return firstDifference(shards.main.tables, (await digestDatabase(at(copy))).tables);
};

await sql(server.url, `create database ${original}`);
atEnd(() => sql(server.url, `drop database if exists ${original}`, `drop database if exists ${copy}`));
const shards = new Map([['main', at(original)]]);
await migrateAll(shards);
await createTenant(shards, { slug: 'garden', domains: ['garden.example.org'] });
await sql(
  at(original),
  `insert into t_garden.tag (name, display) select n, n from generate_series(1, 100) n`,
);
await sql(server.url, `create database ${copy} template ${original}`);
await writeFile(file, (await nexus('manifest')).output);

test('a copy holds the same rows, in whatever order they lie', async () => {
  await sql(at(copy), `cluster t_garden.tag using tag_name_key`);
  assert.equal(await difference(), null);
  assert.equal(await run('verify', { manifest: file, 'database-url': at(copy) }), 0);
});

test('the first table that differs is named in one sentence', async () => {
  await sql(at(copy), `update t_garden.tag set display = 'other' where name = '7'`);
  assert.deepEqual(await nexus('verify', '--manifest', file, '--database-url', at(copy)), {
    code: 1,
    output: 'Table t_garden.tag has 100 rows, but not the same ones.\n',
  });
  await sql(at(copy), `delete from t_garden.tag where name = '7'`, 'delete from nexus.tenant_domain');
  assert.equal(await difference(), 'Table nexus.tenant_domain has 0 rows and should have 1.');
  await sql(at(copy), 'create table nexus.more ()', 'drop table nexus.tenant_domain');
  assert.equal(await difference(), 'Table nexus.more is not in the manifest.');
  await sql(at(copy), 'drop table nexus.more');
  assert.equal(await difference(), 'Table nexus.tenant_domain is missing: its rows were 1.');
});

test('a moment can only be named by a role that may', () =>
  assert.rejects(run('manifest', { point: 'tonight' }), /grant execute on function pg_create_restore_point/));

test('without a named moment there is nothing to restore to', () =>
  assert.rejects(run('verify', { manifest: file }), /without --point/));
