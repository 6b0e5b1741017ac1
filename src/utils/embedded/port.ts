// The embedded server's port: the one asked for, or one chosen at the first start and kept since.

import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { giveToOwner } from './account.ts';

/** Settles the port and notes it in the home. A port asked for and taken is an error with its remedy. */
export async function choosePort(home: string, asked?: number): Promise<number> {
  if (asked !== undefined && !(await isFree(asked))) {
    throw new Error(
      `Port ${asked} of 127.0.0.1 is taken by another program: stop that one, or give the database another port.`,
    );
  }
  const port = asked ?? (await keptOrNewPort(home));
  writeFileSync(portFile(home), `${port}\n`);
  giveToOwner(portFile(home), home);
  return port;
}

/** The port last used, or `null` before the first start. */
export function keptPort(home: string): number | null {
  try {
    return Number(readFileSync(portFile(home), 'utf8')) || null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

async function keptOrNewPort(home: string): Promise<number> {
  const kept = keptPort(home);
  if (kept !== null && (await isFree(kept))) return kept;
  // Below the range from which systems give outgoing connections their ports.
  for (let tries = 0; tries < 100; tries++) {
    const port = randomInt(20_000, 30_000);
    if (await isFree(port)) return port;
  }
  throw new Error('No free port between 20000 and 30000 of 127.0.0.1 for the database: free some.');
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  try {
    probe.listen(port, '127.0.0.1');
    await once(probe, 'listening');
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return false;
    throw error;
  } finally {
    probe.close();
    if (probe.listening) await once(probe, 'close');
  }
}

function portFile(home: string): string {
  return join(home, 'postgres-port');
}
