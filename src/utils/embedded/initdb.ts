// A new cluster: UTF-8, sorted by code point on every system alike, passwords asked for always.

import { execFile } from 'node:child_process';
import { chownSync, rmSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';
import { serverEnvironment } from './settings.ts';

export interface Initialisation {
  readonly data: string;
  readonly password: string;
  readonly account: Account | null;
  readonly binaries: Binaries;
  readonly durable: boolean;
}

/** Fills the empty directory `data` with a new cluster, synced to disk if durable. */
export async function initialise(options: Initialisation): Promise<void> {
  const { data, password, account } = options;
  const secret = `${data}.password`;
  writeFileSync(secret, password, { mode: 0o600 });
  if (account) chownSync(secret, account.uid, account.gid);
  try {
    // The system's C.UTF-8 tells letters from signs in full-text search; where it is missing, C must do.
    const failure = await tryInitdb(options, secret, 'C.UTF-8');
    if (failure && !failure.stderr?.includes('invalid locale')) throw describe(failure);
    const second = failure && (await tryInitdb(options, secret, 'C'));
    if (second) throw describe(second);
  } finally {
    rmSync(secret, { force: true });
  }
}

type Failure = Error & { readonly stderr?: string };

async function tryInitdb(options: Initialisation, secret: string, locale: string): Promise<Failure | null> {
  const { data, account, binaries, durable } = options;
  const flags = [
    ...['-D', data, '-U', 'postgres', `--pwfile=${secret}`, '--auth=scram-sha-256', '--encoding=UTF8'],
    ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', `--locale=${locale}`],
    ...(durable ? [] : ['--no-sync']),
  ];
  const environment = { cwd: '/', env: serverEnvironment(), ...account };
  return promisify(execFile)(binaries.initdb, flags, environment).then(
    () => null,
    (failure: Failure) => failure,
  );
}

function describe(failure: Failure): Error {
  const lines = (failure.stderr || failure.message).split('\n');
  const said = lines.find((line) => /error:|fatal|could not/i.test(line)) ?? failure.message;
  const nameless = said.includes('could not look up effective user ID');
  const remedy = nameless ? ': give this user an entry in /etc/passwd, or set DATABASE_URL.' : '.';
  return new Error(`PostgreSQL could not make its data directory (${said})${remedy}`, { cause: failure });
}
