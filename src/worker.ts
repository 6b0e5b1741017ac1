// Background work: which function a job name stands for, when the clock starts one, and how jobs of a
// worker that died are taken up again.

import { type Runner, run, type TaskList } from 'graphile-worker';
import type { Ctx } from './context.ts';
import { contextFor, type Deployment } from './deployment.ts';
import { HOURLY, JOBS, NIGHTLY } from './jobs.ts';
import { graphileLogger } from './utils/graphile-log.ts';
import { type GraphilePool, graphilePool } from './utils/graphile-pool.ts';
import { jobSeconds } from './utils/metrics.ts';
import { type SpanStart, traced } from './utils/trace.ts';
import { type Liveness, watchWorkers } from './utils/worker-liveness.ts';

export interface Worker {
  /** Lets running jobs finish, takes no more. */
  stop(): Promise<void>;
}

const CRONTAB = '7 * * * * cron/hourly\n23 3 * * * cron/nightly';

/** Starts working on every shard's queue. */
export async function startWorker(deployment: Deployment): Promise<Worker> {
  const shards = [...deployment.shardUrls];
  const started = await Promise.all(shards.map(([name, url]) => startOn(deployment, name, url)));
  return { stop: async () => void (await Promise.all(started.map((worker) => worker.stop()))) };
}

async function startOn(deployment: Deployment, shard: string, url: string): Promise<Worker> {
  const concurrency = deployment.config.workerConcurrency;
  const pool = graphilePool(url, concurrency + 3, deployment.log);
  const liveness = await watchWorkers(url, pool, deployment);
  const runner = await run({
    pgPool: pool,
    concurrency,
    pollInterval: 2000,
    noHandleSignals: true,
    taskList: tasks(deployment, shard),
    crontab: CRONTAB,
    logger: graphileLogger(deployment.log),
    events: liveness.events,
  });
  return { stop: () => stopAll(runner, liveness, pool) };
}

async function stopAll(runner: Runner, liveness: Liveness, pool: GraphilePool): Promise<void> {
  // Jobs that cannot be ended now are taken up by another process.
  await Promise.race([runner.stop(), pool.untilAway()]);
  await liveness.close();
  await pool.end();
}

function tasks(deployment: Deployment, shard: string): TaskList {
  const list: TaskList = {
    'cron/hourly': () => forEachTenant(deployment, shard, 'hourly', HOURLY),
    'cron/nightly': () => forEachTenant(deployment, shard, 'nightly', NIGHTLY),
  };
  for (const [name, work] of Object.entries(JOBS)) {
    list[name] = (payload) =>
      traced(spanOf(name, payload), () =>
        measured(name, () => runJob(deployment, work as JobFunction, payload)),
      );
  }
  return list;
}

/** Part of the trace of what added the job. */
const spanOf = (name: string, payload: unknown): SpanStart => ({
  name: `job ${name}`,
  kind: 'consumer',
  parent: (payload as { traceparent?: string }).traceparent,
});

type JobFunction = (ctx: Ctx, payload: unknown, deployment: Deployment) => Promise<void>;

/** Rebuilds the context of a job from its payload. A community that is gone has no jobs left to do. */
async function runJob(deployment: Deployment, work: JobFunction, payload: unknown): Promise<void> {
  const { tenant: id, traceparent: _, ...rest } = payload as { tenant: number; traceparent?: string };
  if (deployment.directory.byId(id) === undefined) await deployment.directory.refresh();
  const tenant = deployment.directory.byId(id);
  if (tenant === undefined) return;
  await work(contextFor(deployment, tenant), rest, deployment);
}

async function forEachTenant(
  deployment: Deployment,
  shard: string,
  name: string,
  chores: readonly ((ctx: Ctx) => Promise<unknown>)[],
): Promise<void> {
  const failures: unknown[] = [];
  for (const tenant of deployment.directory.all().filter((t) => t.shard === shard)) {
    for (const chore of chores) {
      // One community's failure must not keep the others from their chores.
      await measured(`cron/${name}`, () => chore(contextFor(deployment, tenant))).catch(
        async (error: unknown) => {
          await deployment.directory.refresh();
          if (deployment.directory.byId(tenant.id) === undefined) return;
          deployment.log.error({ err: error, tenant: tenant.slug, chore: chore.name }, 'chore failed');
          failures.push(error);
        },
      );
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} ${name} chores failed`);
}

async function measured(job: string, work: () => Promise<unknown>): Promise<void> {
  const end = jobSeconds.startTimer({ job });
  try {
    await work();
    end({ outcome: 'done' });
  } catch (error) {
    end({ outcome: 'failed' });
    throw error;
  }
}
