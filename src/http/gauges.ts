// The metrics that are read when Prometheus asks: queue, connections, event loop.

import type { Server } from 'node:http';
import { performance } from 'node:perf_hooks';
import { promisify } from 'node:util';
import type { Deployment } from '../deployment.ts';
import {
  busUp,
  databaseUp,
  eventLoopUse,
  httpConnections,
  jobsOldest,
  jobsWaiting,
  poolConnections,
  poolLimit,
  poolWaiting,
} from '../utils/metrics.ts';
import { type Queue, takePulse } from './pulse.ts';

/** Sets every gauge to what is so now. What a database does not tell keeps its last value. */
export async function readGauges(deployment: Deployment, server: Server): Promise<void> {
  readLoop();
  readPools(deployment);
  const { transport, up } = deployment.bus.state;
  busUp.set({ transport }, Number(up));
  const [pulse, connections] = await Promise.all([takePulse(deployment), countConnections(server)]);
  httpConnections.set(connections);
  for (const [shard, queue] of pulse) databaseUp.set({ shard }, Number(queue !== null));
  const queues = [...pulse.values()].filter((queue) => queue !== null);
  if (queues.length === pulse.size) readQueues(queues);
}

function readQueues(queues: readonly Queue[]): void {
  for (const state of ['fresh', 'retried', 'failed'] as const)
    jobsWaiting.set(
      { state },
      queues.reduce((sum, queue) => sum + queue[state], 0),
    );
  jobsOldest.set(Math.max(0, ...queues.map((queue) => queue.oldest)));
}

function readPools({ shards }: Deployment): void {
  for (const [shard, pools] of shards) {
    const { limit, total, idle, waiting } = pools.usage();
    poolLimit.set({ shard }, limit);
    poolConnections.set({ shard, state: 'used' }, total - idle);
    poolConnections.set({ shard, state: 'idle' }, idle);
    poolWaiting.set({ shard }, waiting);
  }
}

let before = performance.eventLoopUtilization();

function readLoop(): void {
  const now = performance.eventLoopUtilization();
  eventLoopUse.set(performance.eventLoopUtilization(now, before).utilization);
  before = now;
}

const countConnections = (server: Server): Promise<number> => promisify(server.getConnections.bind(server))();
