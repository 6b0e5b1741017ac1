// The operating system's user that PostgreSQL runs as. PostgreSQL refuses root, so a Nexus started by
// root hands it to an unprivileged user; any other Nexus runs it as itself.

import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, type Stats, statSync } from 'node:fs';

export interface Account {
  readonly uid: number;
  readonly gid: number;
}

const ROOT = 0;

/** The user to run PostgreSQL as; `null` is this process's own. Existing data stay with their owner. */
export function databaseAccount(home: string, data: string): Account | null {
  if (process.getuid?.() !== ROOT) {
    refuseForeign(home);
    refuseForeign(data);
    return null;
  }
  const account = ownerOf(data) ?? namedOwnerOf(home) ?? named('postgres') ?? named('nobody');
  if (account) return account;
  throw new Error(
    'PostgreSQL does not run as root and there is no user "postgres" or "nobody" to run it as: ' +
      'start Nexus as an ordinary user, or set DATABASE_URL.',
  );
}

/** Gives a file that root made to the owner of the home it lies in, who may start Nexus next. */
export function giveToOwner(path: string, home: string): void {
  const owner = process.getuid?.() === ROOT ? ownerOf(home) : null;
  if (owner) chownSync(path, owner.uid, owner.gid);
}

/** Whether the account gets as far as this path through all the directories above it. */
export function reachable(path: string, account: Account | null): boolean {
  const probe = spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', path], { cwd: '/', ...account });
  if (probe.error) throw cannotSwitch(probe.error);
  return probe.status === 0;
}

/** What to say when root itself may not become another user (a container without that right). */
export function cannotSwitch(cause: Error): Error {
  return new Error(
    'PostgreSQL does not run as root and this root may not start programs as another user: ' +
      'start Nexus as an ordinary user, or set DATABASE_URL.',
    { cause },
  );
}

function refuseForeign(path: string): void {
  const stats = statsOf(path);
  if (stats === null || stats.uid === process.getuid?.()) return;
  throw new Error(
    `${path} belongs to another user of this system (uid ${stats.uid}): start Nexus as that user, ` +
      'give it to this one with chown -R, or set NEXUS_HOME to another directory.',
  );
}

function ownerOf(path: string): Account | null {
  const stats = statsOf(path);
  return stats === null || stats.uid === ROOT ? null : { uid: stats.uid, gid: stats.gid };
}

// initdb looks its user's name up and fails for a uid without one.
function namedOwnerOf(home: string): Account | null {
  const owner = ownerOf(home);
  return owner && spawnSync('id', ['-un', String(owner.uid)]).status === 0 ? owner : null;
}

function named(user: string): Account | null {
  try {
    const id = (flag: string) =>
      Number(execFileSync('id', [flag, user], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
    return { uid: id('-u'), gid: id('-g') };
  } catch (error) {
    if ((error as { status?: number }).status === 1) return null; // no such user
    throw error;
  }
}

function statsOf(path: string): Stats | null {
  return statSync(path, { throwIfNoEntry: false }) ?? null;
}
