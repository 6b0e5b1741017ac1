// The data directory: where it lies, how it is made, and whether these programs may open it.

import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { type Account, reachable } from './account.ts';
import { type Binaries, SYSTEM_DIRECTORY } from './binaries.ts';
import { initialise } from './initdb.ts';
import { makePassword, readPassword } from './password.ts';

export interface Cluster {
  /** The data directory, without links in its path. */
  readonly data: string;
  /** Of both roles, `postgres` (superuser) and `nexus`. */
  readonly password: string;
}

interface Request {
  readonly home: string;
  readonly account: Account | null;
  readonly binaries: Binaries;
  readonly durable: boolean;
}

/** The home's path of the data directory; a link when the database's user cannot reach the home. */
export function dataPath(home: string): string {
  return join(home, 'postgres');
}

/** Opens the home's data directory, made on the first call. Throws a sentence if it cannot be used. */
export async function openCluster(request: Request): Promise<Cluster> {
  const path = dataPath(request.home);
  if (!lstatSync(path, { throwIfNoEntry: false })) await createCluster(request);
  if (!existsSync(path)) {
    throw new Error(
      `${path} points to a directory that is gone: bring it back, or remove the link to begin with an empty database.`,
    );
  }
  const data = realpathSync(path);
  refuseOtherMajor(data, request.binaries.major);
  if (request.account) refuseUnreachable(data, request.home, request.account);
  return { data, password: readPassword(request.home) };
}

// Made beside its place and renamed when whole: a first start that is cut short begins anew.
async function createCluster(request: Request): Promise<void> {
  const path = dataPath(request.home);
  const place = placeFor(request);
  const partial = `${place}.new`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { mode: 0o700 });
  if (request.account) chownSync(partial, request.account.uid, request.account.gid);
  await initialise({ ...request, data: partial, password: makePassword(request.home) });
  renameSync(partial, place);
  syncDirectory(dirname(place));
  if (place === path) return;
  symlinkSync(place, path);
  syncDirectory(request.home);
}

function placeFor({ home, account }: Request): string {
  if (account === null || makeReachable(home, account)) return dataPath(home);
  mkdirSync(SYSTEM_DIRECTORY, { recursive: true, mode: 0o755 });
  const place = mkdtempSync(join(SYSTEM_DIRECTORY, 'home-'));
  chmodSync(place, 0o711);
  return join(place, 'postgres');
}

// The home is ours: its group may be let through. The directories above it are not.
function makeReachable(home: string, account: Account): boolean {
  if (reachable(home, account)) return true;
  const { mode, uid } = lstatSync(home);
  chownSync(home, uid, account.gid);
  chmodSync(home, (mode & 0o700) | 0o010);
  return reachable(home, account);
}

function refuseOtherMajor(data: string, major: string): void {
  const made = majorOf(data);
  if (made === major) return;
  throw new Error(
    `${data} was made by PostgreSQL ${made} and this is PostgreSQL ${major}: start the Nexus that made it and ` +
      'export its communities, or set NEXUS_HOME to another directory.',
  );
}

function majorOf(data: string): string {
  try {
    return readFileSync(join(data, 'PG_VERSION'), 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new Error(`${data} holds no database: remove it to begin with an empty one.`, { cause: error });
  }
}

// Data made in an open place and moved since to a closed one.
function refuseUnreachable(data: string, home: string, account: Account): void {
  if (reachable(data, account) || (makeReachable(home, account) && reachable(data, account))) return;
  throw new Error(
    `The database in ${data} belongs to user ${account.uid}, who may not enter the directories above it: ` +
      'move the home to a place open to all users, such as /srv, and set NEXUS_HOME to it.',
  );
}

function syncDirectory(path: string): void {
  const directory = openSync(path, 'r');
  fsyncSync(directory);
  closeSync(directory);
}
