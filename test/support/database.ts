// The tests' PostgreSQL: the one named by NEXUS_TEST_DATABASE, else an embedded one in a temporary folder
// that goes when the tests end. `npm test` starts one for all files; a file run alone starts its own.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrateAll } from '../../src/tenant/migrate.ts';
import { startEmbedded } from '../../src/utils/embedded-postgres.ts';
import { makeLogger } from '../../src/utils/log.ts';

export interface TestDatabase {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts (or joins) the tests' database and brings it to the newest schema. */
export async function startTestDatabase(): Promise<TestDatabase> {
  const given = process.env.NEXUS_TEST_DATABASE;
  const database = given === undefined ? await startTemporary() : { url: given, stop: async () => undefined };
  if (process.env.NEXUS_TEST_MIGRATED === undefined) await migrateAll(new Map([['main', database.url]]));
  return database;
}

/** Gives the tests of this file a database that no other file's tests see. Call it before anything is made. */
export function useOwnDatabase(): void {
  delete process.env.NEXUS_TEST_DATABASE;
  delete process.env.NEXUS_TEST_MIGRATED;
}

async function startTemporary(): Promise<TestDatabase> {
  const home = await mkdtemp(join(tmpdir(), 'nexus-test-'));
  const postgres = await startEmbedded({ home, durable: false, log: makeLogger('silent') });
  return {
    url: postgres.url,
    async stop() {
      await postgres.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}
