// `npm run bench`: CPU-seconds per 1,000 requests of the server and of PostgreSQL, and statements per
// request, on a crowd of a million rows; written to docs/benchmarks/latest.md. Linux only (/proc).
// `npm run bench -- like` runs the scenarios whose name holds the word.

import { spawn } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import autocannon from 'autocannon';
import pg from 'pg';
import { readConfig } from '../src/config.ts';
import { openDeployment } from '../src/deployment.ts';
import { migrateAll } from '../src/tenant/migrate.ts';
import { startEmbedded } from '../src/utils/embedded-postgres.ts';
import { makeLogger } from '../src/utils/log.ts';
import { cpuSeconds } from './cpu.ts';
import { SCENARIOS, type Scenario, type World } from './scenarios.ts';
import { prepareWorld } from './world.ts';

const ROOT = join(import.meta.dirname, '..');
const HOME = process.env.BENCH_HOME ?? join(ROOT, '.nexus', 'bench');
const PORT = 3199;
const CONNECTIONS = 8;

interface Figures {
  readonly name: string;
  readonly goal: number;
  readonly server: number;
  readonly postgres: number;
  readonly statements: number;
  readonly failed: number;
}

interface Target {
  readonly server: number;
  readonly postgres: number;
  readonly pool: pg.Pool;
}

async function main(): Promise<void> {
  await mkdir(HOME, { recursive: true });
  const postgres = await startEmbedded({ home: HOME, log: makeLogger('warn') });
  try {
    const world = await buildWorld(postgres.url);
    const server = await startServer(postgres.url);
    const pool = new pg.Pool({ connectionString: postgres.url, max: 1 });
    try {
      const [row] = (await pool.query<{ pid: number }>(`select pg_backend_pid() as pid`)).rows;
      const target = { server: server.pid!, postgres: await parentOf(row!.pid), pool };
      const figures: Figures[] = [];
      const word = process.argv[2] ?? '';
      for (const scenario of SCENARIOS.filter((s) => s.name.includes(word))) {
        figures.push(await measure(scenario, world, target));
      }
      if (word === '') await report(figures);
    } finally {
      await pool.end();
      server.kill('SIGTERM');
      await new Promise((resolve) => server.once('exit', resolve));
    }
  } finally {
    await postgres.stop();
  }
}

async function buildWorld(url: string): Promise<World> {
  const shards = new Map([['main', url]]);
  await migrateAll(shards);
  const config = readConfig({ NEXUS_HOME: HOME, LOG_LEVEL: 'warn' });
  const deployment = await openDeployment(config, shards, makeLogger('warn'));
  try {
    return await prepareWorld(deployment);
  } finally {
    await deployment.close();
  }
}

async function startServer(url: string) {
  const env = {
    ...process.env,
    DATABASE_URL: url,
    NEXUS_HOME: HOME,
    PORT: String(PORT),
    RATE_LIMITS: 'off',
    LOG_LEVEL: 'warn',
  };
  const server = spawn(join(ROOT, 'bin/nexus'), ['start'], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  for (let tries = 0; tries < 100; tries++) {
    const answer = await fetch(`http://127.0.0.1:${PORT}/readyz`).catch(() => undefined);
    if (answer?.ok) return server;
    await sleep(200);
  }
  server.kill('SIGKILL');
  throw new Error('The server did not become ready within 20 seconds.');
}

async function measure(scenario: Scenario, world: World, target: Target): Promise<Figures> {
  let index = 0;
  const next = () => scenario.request(world, index++);
  // As many again unmeasured first: a server in use has compiled what it runs and read what it caches.
  await send(next, scenario.amount);
  if (scenario.withJobs) await untilIdle(target.pool);
  const before = await snapshot(target);
  const failed = await send(next, scenario.amount);
  if (scenario.withJobs) await untilIdle(target.pool);
  const after = await snapshot(target);
  const per1000 = (from: number, to: number) => ((to - from) / scenario.amount) * 1000;
  const figures = {
    name: scenario.name,
    goal: scenario.goal,
    server: per1000(before.server, after.server),
    postgres: per1000(before.postgres, after.postgres),
    statements: (after.statements - before.statements) / scenario.amount,
    failed,
  };
  process.stdout.write(`${line(figures)}\n`);
  return figures;
}

/** Sends requests and gives how many were not answered with 2xx. */
async function send(next: () => autocannon.Request, amount: number): Promise<number> {
  const result = await autocannon({
    url: `http://127.0.0.1:${PORT}`,
    connections: CONNECTIONS,
    amount,
    requests: [{ setupRequest: (request) => ({ ...request, ...next() }) }],
  });
  return result.non2xx + result.errors;
}

async function snapshot(target: Target) {
  const metrics = await (await fetch(`http://127.0.0.1:${PORT}/metrics`)).text();
  const statements = Number(/nexus_sql_statement_duration_seconds_count (\d+)/.exec(metrics)?.[1] ?? 0);
  return { server: cpuSeconds(target.server), postgres: cpuSeconds(target.postgres), statements };
}

async function untilIdle(pool: pg.Pool): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const { rows } = await pool.query<{ left: number }>(
      'select count(*)::int as left from graphile_worker.jobs where run_at <= now()',
    );
    if (rows[0]!.left === 0) return;
    await sleep(100);
  }
  throw new Error('The job queue was not empty after a minute.');
}

async function parentOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  return Number(stat.replace(/^.*\) /s, '').split(' ')[1]);
}

function line(f: Figures): string {
  const total = f.server + f.postgres;
  const cells = [f.name, f.server, f.postgres, total, f.goal, f.statements.toFixed(1), f.failed];
  return `| ${cells.map((cell) => (typeof cell === 'number' && cell !== f.failed ? cell.toFixed(2) : cell)).join(' | ')} |`;
}

async function report(figures: readonly Figures[]): Promise<void> {
  const cpu = cpus();
  await mkdir(join(ROOT, 'docs/benchmarks'), { recursive: true });
  await writeFile(
    join(ROOT, 'docs/benchmarks/latest.md'),
    `# Benchmarks

Written by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}: ${cpu.length} × ${cpu[0]?.model.trim()}, Node ${process.version},
embedded PostgreSQL 18, ${CONNECTIONS} connections, one server process with its worker, on a crowd of 10,000 people, 100,000 posts,
400,000 follows and 490,000 likes. CPU-seconds per 1,000 requests; statements are those of requests and jobs.

| scenario | server | PostgreSQL | together | goal | statements per request | failed |
|---|---|---|---|---|---|---|
${figures.map(line).join('\n')}
`,
  );
}

await main();
