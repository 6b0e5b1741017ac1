// `nexus doctor`: what a tired person wants to know first: is the database there, is every community up to
// date, are jobs failing.

import pg from 'pg';
import { latestTenantVersion } from '../tenant/migrate.ts';
import { makeLogger } from '../utils/log.ts';
import { type Command, print, printRows } from './command.ts';
import { openShards } from './open.ts';
import { reachCommunities } from './reach.ts';

export interface Finding {
  readonly check: string;
  readonly state: 'ok' | 'bad';
  readonly detail: string;
}

export const doctor: Command = {
  usage: '[--reach] [--json]',
  summary:
    'Check database, communities and jobs, with --reach public addresses. Exit code 1 when something is wrong.',
  options: { reach: { type: 'boolean' } },
  async run(config, args) {
    const shards = await openShards(config, makeLogger('warn'));
    try {
      const findings: Finding[] = [];
      for (const [name, url] of shards.urls) findings.push(...(await examine(name, url)));
      if (args.options.reach === true)
        findings.push(...(await reachCommunities(config, shards.urls.get('main')!)));
      printRows(args.options, findings);
      return findings.some((finding) => finding.state === 'bad') ? 1 : 0;
    } catch (error) {
      print(`The database cannot be reached: ${(error as Error).message}`);
      return 1;
    } finally {
      await shards.stop();
    }
  },
};

async function examine(shard: string, url: string): Promise<Finding[]> {
  const client = new pg.Client({ connectionString: url, application_name: 'nexus doctor' });
  await client.connect();
  try {
    return [
      await database(client, shard),
      ...(shard === 'main' ? [await communities(client)] : []),
      ...(await jobs(client, shard)),
    ];
  } finally {
    await client.end();
  }
}

async function database(client: pg.Client, shard: string): Promise<Finding> {
  const { rows } = await client.query<{ version: string; used: number; most: number }>(
    `select current_setting('server_version') as version, current_setting('max_connections')::int as most,
            (select count(*)::int from pg_stat_activity where datname = current_database()) as used`,
  );
  const { version, used, most } = rows[0]!;
  const enough = Number.parseInt(version, 10) >= 15 && used < most * 0.9;
  return {
    check: `database ${shard}`,
    state: enough ? 'ok' : 'bad',
    detail: `PostgreSQL ${version}, ${used} of ${most} connections`,
  };
}

async function communities(client: pg.Client): Promise<Finding> {
  const latest = await latestTenantVersion();
  const { rows } = await client.query<{ all: number; behind: number }>(
    `select count(*)::int as all, count(*) filter (where schema_version < $1)::int as behind from nexus.tenant`,
    [latest],
  );
  const { all, behind } = rows[0]!;
  const detail =
    behind === 0
      ? `${all}, all at version ${latest}`
      : `${behind} of ${all} behind version ${latest}: run nexus migrate`;
  return { check: 'communities', state: behind === 0 ? 'ok' : 'bad', detail };
}

async function jobs(client: pg.Client, shard: string): Promise<Finding[]> {
  const { rows } = await client.query<{ due: number; oldest: number | null }>(
    `select count(*)::int as due, extract(epoch from now() - min(run_at))::int as oldest
     from graphile_worker.jobs where run_at < now() and locked_at is null and attempts < max_attempts`,
  );
  const { due, oldest } = rows[0]!;
  const failed = await client.query<{ task_identifier: string; failures: number; last_error: string | null }>(
    `select task_identifier, count(*)::int as failures, max(last_error) as last_error
     from graphile_worker.jobs where attempts > 0 and last_error is not null group by 1 order by 2 desc limit 20`,
  );
  return [
    {
      check: `jobs ${shard}`,
      state: (oldest ?? 0) < 300 ? 'ok' : 'bad',
      detail: `${due} due, the oldest for ${oldest ?? 0} s`,
    },
    ...failed.rows.map((row): Finding => {
      const detail = `${row.failures} failed: ${(row.last_error ?? '').split('\n')[0]}`;
      return { check: `job ${row.task_identifier}`, state: 'bad', detail };
    }),
  ];
}
