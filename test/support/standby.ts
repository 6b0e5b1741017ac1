// A standby of an embedded database, as PostgreSQL makes one without its tools: a copy of the files while they are being
// written, the label that says where to begin, and the address of the primary to follow.

import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chownSync,
  copyFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { databaseUrl } from '../../src/utils/embedded/address.ts';
import { dataPath } from '../../src/utils/embedded/cluster.ts';
import { readPassword } from '../../src/utils/embedded/password.ts';
import { keptPort } from '../../src/utils/embedded/port.ts';
import { type EmbeddedPostgres, startEmbedded } from '../../src/utils/embedded-postgres.ts';
import { makeLogger } from '../../src/utils/log.ts';
import { temporaryFolder } from './temporary-folder.ts';

export interface Standby extends EmbeddedPostgres {
  /** Stops showing what comes from the primary, until told to go on. */
  pause(): Promise<unknown>;
  resume(): Promise<unknown>;
}

/** Starts a standby of the database that runs in `home`. */
export async function startStandby(home: string): Promise<Standby> {
  const copy = await temporaryFolder('nexus-standby');
  const data = dataPath(copy);
  const label = await ask<{ labelfile: string }>(superuserOf(home), [
    `select pg_backup_start('standby', true)`,
    () => execFileSync('cp', ['-a', realpathSync(dataPath(home)), data]),
    'select labelfile from pg_backup_stop()',
  ]);
  for (const name of ['postmaster.pid', 'postmaster.opts', `.s.PGSQL.${keptPort(home)}`])
    rmSync(join(data, name), { force: true });
  copyFileSync(join(home, 'postgres-password'), join(copy, 'postgres-password'));
  const { uid, gid } = statSync(data);
  for (const [name, content] of [
    ['backup_label', label.labelfile],
    ['standby.signal', ''],
  ] as const) {
    writeFileSync(join(data, name), content);
    chownSync(join(data, name), uid, gid);
  }
  const follow = `host=127.0.0.1 port=${keptPort(home)} user=postgres password=${readPassword(home)}`;
  appendFileSync(join(data, 'postgresql.auto.conf'), `primary_conninfo = '${follow}'\n`);
  const standby = await startEmbedded({ home: copy, durable: false, log: makeLogger('silent') });
  const replay = (what: string) => () => ask(superuserOf(copy), [`select pg_wal_replay_${what}()`]);
  return { ...standby, pause: replay('pause'), resume: replay('resume') };
}

function superuserOf(home: string): string {
  const data = realpathSync(dataPath(home));
  return databaseUrl({ data, port: keptPort(home)!, password: readPassword(home) }, 'postgres', 'postgres');
}

/** Runs steps in one session, and gives the first row of the last. */
async function ask<Row>(url: string, steps: readonly (string | (() => unknown))[]): Promise<Row> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    let row: unknown;
    for (const step of steps) {
      if (typeof step === 'string') row = (await client.query(step)).rows[0];
      else step();
    }
    return row as Row;
  } finally {
    await client.end();
  }
}
