// How a command reaches the database: the configured one, the one a running Nexus keeps in this home, or
// the embedded one, started for the command alone.

import type { Config } from '../config.ts';
import { type Deployment, openDeployment } from '../deployment.ts';
import { migrateAll } from '../tenant/migrate.ts';
import { runningEmbedded, startEmbedded } from '../utils/embedded-postgres.ts';
import { type Logger, makeLogger } from '../utils/log.ts';

export interface Shards {
  readonly urls: ReadonlyMap<string, string>;
  stop(): Promise<void>;
}

/** Opens the shards a command works on; with the embedded database also brings them up to date. */
export async function openShards(config: Config, log: Logger): Promise<Shards> {
  if (config.directShards !== null) return { urls: config.directShards, stop: async () => undefined };
  const running = await runningEmbedded(config.home);
  if (running !== null) return { urls: new Map([['main', running]]), stop: async () => undefined };
  const postgres = await startEmbedded({ home: config.home, log });
  const urls = new Map([['main', postgres.url]]);
  await migrateAll(urls);
  return { urls, stop: () => postgres.stop() };
}

/** Runs a command's work with an open deployment and closes everything after. */
export async function withDeployment<T>(
  config: Config,
  work: (deployment: Deployment) => Promise<T>,
): Promise<T> {
  const log = makeLogger(config.logLevel === 'info' ? 'warn' : config.logLevel);
  const shards = await openShards(config, log);
  try {
    const deployment = await openDeployment(config, shards.urls, log);
    try {
      return await work(deployment);
    } finally {
      await deployment.close();
    }
  } finally {
    await shards.stop();
  }
}
