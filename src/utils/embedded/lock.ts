// One Nexus per home. The lock is SQLite's exclusive lock on an empty file: the kernel holds it for the
// process and drops it however the process ends, so it can neither go stale nor mistake a reused pid.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { giveToOwner } from './account.ts';

export interface HomeLock {
  release(): void;
}

const SQLITE_BUSY = 5;

/** Takes the home for this process, or throws a sentence that names the process that has it. */
export function lockHome(home: string): HomeLock {
  // A short wait lets a passing `isLocked` of another process go by.
  const lock = tryLock(home, 300);
  if (lock === null) {
    throw new Error(
      `${home} is in use by another Nexus (${holder(home)}): stop that one first, or set NEXUS_HOME to ` +
        'another directory.',
    );
  }
  const note = holderFile(home);
  writeFileSync(note, `${process.pid}\n`);
  giveToOwner(note, home);
  return lock;
}

/** Whether a live process, this one included, holds the home. */
export function isLocked(home: string): boolean {
  const lock = tryLock(home, 0);
  lock?.release();
  return lock === null;
}

function tryLock(home: string, timeout: number): HomeLock | null {
  const path = join(home, 'postgres.lock');
  const file = new DatabaseSync(path, { timeout });
  try {
    giveToOwner(path, home);
    file.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    file.close();
    if ((error as { errcode?: number }).errcode === SQLITE_BUSY) return null;
    throw error;
  }
  return { release: () => file.isOpen && file.close() };
}

function holder(home: string): string {
  try {
    return `process ${readFileSync(holderFile(home), 'utf8').trim()}`;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'just starting';
    throw error;
  }
}

function holderFile(home: string): string {
  return join(home, 'postgres.holder');
}
