// The password of both database roles, made at the first start and kept in the home.

import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { giveToOwner } from './account.ts';

/** The database password of this home. */
export function readPassword(home: string): string {
  try {
    return readFileSync(passwordFile(home), 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new Error(`${passwordFile(home)} is missing: bring it back from your backup of ${home}.`, {
      cause: error,
    });
  }
}

/** Makes a new password, in place of one left by a first start that was cut short. */
export function makePassword(home: string): string {
  const password = randomBytes(24).toString('base64url');
  writeFileSync(passwordFile(home), `${password}\n`, { mode: 0o600, flush: true });
  giveToOwner(passwordFile(home), home);
  return password;
}

function passwordFile(home: string): string {
  return join(home, 'postgres-password');
}
