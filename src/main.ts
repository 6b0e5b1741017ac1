// Starting and stopping the whole: database, migrations, server, worker. `nexus start` runs all in one
// process, `nexus web` and `nexus worker` one part each.

import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { Config } from './config.ts';
import { type Deployment, openDeployment } from './deployment.ts';
import { draining } from './http/health.ts';
import { makeServer } from './server.ts';
import { migrateAll } from './tenant/migrate.ts';
import { startEmbedded } from './utils/embedded-postgres.ts';
import { type Logger, makeLogger } from './utils/log.ts';
import { progressBar } from './utils/progress.ts';
import { startTracing } from './utils/trace.ts';
import { startWorker, type Worker } from './worker.ts';
import { serveWorkerHealth } from './worker-health.ts';

export interface Parts {
  readonly web: boolean;
  readonly worker: boolean;
  /** Called once the database is up to date and open, before anything is served. */
  readonly prepare?: (deployment: Deployment) => Promise<void>;
}

/** `now` is for somebody who waits at a terminal; `drained` lets a balancer notice first (DRAIN_SECONDS). */
export type Ending = 'now' | 'drained';

export interface Running {
  readonly deployment: Deployment;
  /** Ends serving, lets requests and jobs finish, closes the database. May be called again. */
  stop(ending?: Ending): Promise<void>;
}

type Closer = (ending: Ending) => Promise<unknown>;

/** Starts the parts asked for. A part that cannot start stops those that have. */
export async function start(config: Config, parts: Parts): Promise<Running> {
  // Before the logger, whose lines name the trace.
  const closers: Closer[] = [await startTracing(config.tracing)];
  const log = makeLogger(config.logLevel);
  const stop = once(async (ending) => {
    for (const close of closers.reverse()) await close(ending);
  });
  try {
    const urls = await openDatabase(config, log, closers);
    const deployment = await openDeployment(config, urls, log);
    closers.push(() => deployment.close());
    await parts.prepare?.(deployment);
    if (parts.worker) await addWorker(deployment, closers);
    if (parts.web) await addServer(deployment, closers);
    else if (config.workerPort > 0) closers.push(await serveWorkerHealth(deployment));
    return { deployment, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function openDatabase(config: Config, log: Logger, closers: Closer[]) {
  if (config.directShards !== null) return config.directShards;
  const postgres = await startEmbedded({ home: config.home, log });
  closers.push(() => postgres.stop());
  const urls = new Map([['main', postgres.url]]);
  const bar = progressBar('Migrating communities');
  await migrateAll(urls, bar.update);
  bar.stop();
  return urls;
}

async function addWorker(deployment: Deployment, closers: Closer[]): Promise<void> {
  const worker: Worker = await startWorker(deployment);
  closers.push(() => worker.stop());
}

async function addServer(deployment: Deployment, closers: Closer[]): Promise<void> {
  const server: FastifyInstance = await makeServer(deployment);
  closers.push(async (ending) => {
    draining.now = true;
    if (ending === 'drained') await pause(deployment.config.drainSeconds * 1000);
    await server.close();
  });
  const { host, port } = deployment.config;
  try {
    await server.listen({ host, port });
  } catch (error) {
    if ((error as { code?: string }).code !== 'EADDRINUSE') throw error;
    throw new Error(`Port ${port} is taken by another program: stop it, or set PORT to a free one.`, {
      cause: error,
    });
  }
}

function once(work: (ending: Ending) => Promise<void>): Running['stop'] {
  let running: Promise<void> | undefined;
  return (ending = 'now') => {
    running ??= work(ending);
    return running;
  };
}
