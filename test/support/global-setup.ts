// Runs once around all test files: one database for all; each file makes its own communities in it.

import { startTestDatabase, type TestDatabase } from './database.ts';

let database: TestDatabase | undefined;

export async function globalSetup(): Promise<void> {
  database = await startTestDatabase();
  process.env.NEXUS_TEST_DATABASE = database.url;
  process.env.NEXUS_TEST_MIGRATED = 'yes';
}

export async function globalTeardown(): Promise<void> {
  await database?.stop();
}
