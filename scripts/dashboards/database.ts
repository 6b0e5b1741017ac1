// PostgreSQL as Nexus sees it (statements, pool) and as it sees itself (exporter).

import { type Dashboard, lines, number } from './dashboard.ts';

const statement = (share: number): string =>
  `histogram_quantile(${share}, sum by (le) (rate(nexus_sql_statement_duration_seconds_bucket[5m])))`;

export const database: Dashboard = {
  uid: 'database',
  title: 'database',
  panels: [
    number('Servers that answer', 'short', 'sum(pg_up)'),
    number('Lag of the slowest replica', 's', 'max(pg_replication_lag_seconds)', 30),
    number(
      'Connections taken',
      'percentunit',
      'max(sum by (instance) (pg_stat_activity_count) / on (instance) pg_settings_max_connections)',
      0.9,
    ),
    number(
      'Age of the newest backup',
      's',
      'time() - max(nexus_backup_last_success_timestamp_seconds)',
      93_600,
    ),
    number('Failures to archive', 'short', 'sum(pg_stat_archiver_failed_count)', 1),
    number('Size of all databases', 'bytes', 'sum(pg_database_size_bytes)'),
    lines('Statements per second', 'ops', {
      expr: 'sum by (job) (rate(nexus_sql_statement_duration_seconds_count[5m]))',
      legend: '{{job}}',
    }),
    lines(
      'Statement time',
      's',
      { expr: statement(0.5), legend: 'half are quicker' },
      { expr: statement(0.99), legend: '99 % are quicker' },
    ),
    lines(
      'Pool',
      'short',
      {
        expr: 'sum by (instance, shard) (nexus_pool_connections{state="used"})',
        legend: 'used {{shard}} {{instance}}',
      },
      { expr: 'nexus_pool_waiting', legend: 'waiting {{shard}} {{instance}}' },
    ),
    lines('Share of the pool in use', 'percentunit', {
      expr: 'sum by (instance, shard) (nexus_pool_connections{state="used"}) / sum by (instance, shard) (nexus_pool_limit)',
      legend: '{{shard}} {{instance}}',
    }),
    lines('Connections by state', 'short', {
      expr: 'sum by (state) (pg_stat_activity_count)',
      legend: '{{state}}',
    }),
    lines(
      'Transactions per second',
      'ops',
      { expr: 'sum(rate(pg_stat_database_xact_commit[5m]))', legend: 'committed' },
      { expr: 'sum(rate(pg_stat_database_xact_rollback[5m]))', legend: 'rolled back' },
    ),
    lines('Blocks found in memory', 'percentunit', {
      expr: 'sum(rate(pg_stat_database_blks_hit[5m])) / (sum(rate(pg_stat_database_blks_hit[5m])) + sum(rate(pg_stat_database_blks_read[5m])))',
      legend: 'share',
    }),
    lines('Locks by kind', 'short', { expr: 'sum by (mode) (pg_locks_count) > 0', legend: '{{mode}}' }),
    lines('Deadlocks', 'short', {
      expr: 'sum(increase(pg_stat_database_deadlocks[5m]))',
      legend: 'in 5 minutes',
    }),
    lines('Lag of replicas', 's', { expr: 'pg_replication_lag_seconds', legend: '{{instance}}' }),
  ],
};
