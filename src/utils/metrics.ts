// Process metrics in Prometheus' text form. Labels are bounded: never a user or a path with ids, and communities only
// as the few busiest (src/http/busiest.ts). What is read when it is asked for is set by src/http/gauges.ts.

import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export const registry = new Registry();
collectDefaultMetrics({ register: registry, prefix: 'nexus_' });

export const requestSeconds = new Histogram({
  name: 'nexus_http_request_duration_seconds',
  help: 'Time from the request line to the last byte handed over.',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
  registers: [registry],
});

export const statementSeconds = new Histogram({
  name: 'nexus_sql_statement_duration_seconds',
  help: 'Time of one SQL statement, as the server process sees it.',
  buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5, 2],
  registers: [registry],
});

export const statementRetries = new Counter({
  name: 'nexus_sql_statement_retries_total',
  help: 'Reads and first statements of transactions that were sent again because their connection was lost.',
  registers: [registry],
});

export const replicaReads = new Counter({
  name: 'nexus_replica_reads_total',
  help: 'Statements of visitors where there is a replica, by who answered: replica, or primary where that would not do.',
  labelNames: ['from'],
  registers: [registry],
});

interface Tally {
  count: number;
}

const lookupTallies: { labels: { cache: string; outcome: string }; tally: Tally }[] = [];

export const cacheLookups = new Counter({
  name: 'nexus_cache_lookups_total',
  help: 'Lookups in the in-process caches, by cache and outcome.',
  labelNames: ['cache', 'outcome'],
  registers: [registry],
  collect() {
    for (const { labels, tally } of lookupTallies) {
      this.inc(labels, tally.count);
      tally.count = 0;
    }
  },
});

/** Where a cache counts lookups of one outcome. A page looks up a hundred times: they are added up when they are read. */
export function lookups(cache: string, outcome: 'hit' | 'stale' | 'miss'): Tally {
  const tally = { count: 0 };
  lookupTallies.push({ labels: { cache, outcome }, tally });
  return tally;
}

export const jobSeconds = new Histogram({
  name: 'nexus_job_duration_seconds',
  help: 'Time of one background job.',
  labelNames: ['job', 'outcome'],
  buckets: [0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 30],
  registers: [registry],
});

export const jobsWaiting = new Gauge({
  name: 'nexus_jobs_waiting',
  help: 'Jobs that are not done: due for the first time (fresh), for another try (retried), given up (failed).',
  labelNames: ['state'],
  registers: [registry],
});

export const jobsOldest = new Gauge({
  name: 'nexus_jobs_oldest_due_seconds',
  help: 'For how long the oldest job that nobody has taken up has been due.',
  registers: [registry],
});

export const mails = new Counter({
  name: 'nexus_mails_total',
  help: 'Mails handed to the mail server, and attempts that failed.',
  labelNames: ['outcome'],
  registers: [registry],
});
for (const outcome of ['sent', 'failed']) mails.inc({ outcome }, 0);

export const databaseUp = new Gauge({
  name: 'nexus_database_up',
  help: 'Whether each database answered this process within two seconds (1) or not (0).',
  labelNames: ['shard'],
  registers: [registry],
});

export const poolConnections = new Gauge({
  name: 'nexus_pool_connections',
  help: 'Connections of this process to each database: in use, idle.',
  labelNames: ['shard', 'state'],
  registers: [registry],
});

export const poolLimit = new Gauge({
  name: 'nexus_pool_limit',
  help: 'Connections that this process may open to each database.',
  labelNames: ['shard'],
  registers: [registry],
});

export const poolWaiting = new Gauge({
  name: 'nexus_pool_waiting',
  help: 'Callers that wait for a connection to each database.',
  labelNames: ['shard'],
  registers: [registry],
});

export const busUp = new Gauge({
  name: 'nexus_bus_up',
  help: 'Whether this process is connected to what carries messages between processes, by transport.',
  labelNames: ['transport'],
  registers: [registry],
});

export const httpConnections = new Gauge({
  name: 'nexus_http_connections',
  help: 'Connections of clients open in this process.',
  registers: [registry],
});

export const eventLoopUse = new Gauge({
  name: 'nexus_event_loop_utilization',
  help: 'Share of the time since the last scrape that the event loop was busy.',
  registers: [registry],
});

export const busMessages = new Counter({
  name: 'nexus_bus_messages_total',
  help: 'Messages between processes: sent or dropped (out), heard or unreadable (in).',
  labelNames: ['direction', 'outcome'],
  registers: [registry],
});

export const busGaps = new Counter({
  name: 'nexus_bus_gaps_total',
  help: 'Times that messages between processes may have been missed, by transport.',
  labelNames: ['transport'],
  registers: [registry],
});

export const liveStreams = new Gauge({
  name: 'nexus_live_streams',
  help: 'Live streams open in this process.',
  registers: [registry],
});

export const liveEvents = new Counter({
  name: 'nexus_live_events_total',
  help: 'Events sent to live streams, by event.',
  labelNames: ['event'],
  registers: [registry],
});

export const liveEnds = new Counter({
  name: 'nexus_live_ends_total',
  help: 'Live streams that the server ended, by reason.',
  labelNames: ['reason'],
  registers: [registry],
});
