// One deployment per test file, closed when the file's tests are done.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Config, readConfig } from '../../src/config.ts';
import { type Deployment, openDeployment } from '../../src/deployment.ts';
import { makeLogger } from '../../src/utils/log.ts';
import { atEnd } from './at-end.ts';
import { startTestDatabase } from './database.ts';

let opened: Promise<Deployment> | undefined;

/** The file's deployment; `overrides` count on the first call only. */
export function testDeployment(overrides: Partial<Config> = {}): Promise<Deployment> {
  opened ??= open(overrides);
  return opened;
}

async function open(overrides: Partial<Config>): Promise<Deployment> {
  const home = await mkdtemp(join(tmpdir(), 'nexus-test-home-'));
  const database = await startTestDatabase();
  const config: Config = {
    ...readConfig({ NEXUS_HOME: home, RATE_LIMITS: 'off', LOG_LEVEL: process.env.TEST_LOG ?? 'silent' }),
    databaseConnections: 4,
    ...overrides,
  };
  const deployment = await openDeployment(
    config,
    new Map([['main', database.url]]),
    makeLogger(config.logLevel),
  );
  atEnd(async () => {
    await deployment.close();
    await database.stop();
    await rm(home, { recursive: true, force: true });
  });
  return deployment;
}
