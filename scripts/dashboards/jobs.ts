// Background work and mail.

import { type Dashboard, lines, number } from './dashboard.ts';

export const jobs: Dashboard = {
  uid: 'jobs',
  title: 'jobs and mail',
  panels: [
    number('Oldest job due', 's', 'max(nexus_jobs_oldest_due_seconds)', 300),
    number('Jobs given up', 'short', 'max(nexus_jobs_waiting{state="failed"})', 1),
    number('Workers up', 'short', 'sum(up{job="nexus-worker"})'),
    number('Mails sent in an hour', 'short', 'sum(increase(nexus_mails_total{outcome="sent"}[1h]))'),
    number('Mails failed in an hour', 'short', 'sum(increase(nexus_mails_total{outcome="failed"}[1h]))', 10),
    number('Valkey or NOTIFY reached', 'short', 'min(nexus_bus_up)'),
    lines('Waiting', 'short', {
      expr: 'max by (state) (nexus_jobs_waiting)',
      legend: '{{state}}',
    }),
    lines('Oldest job due', 's', { expr: 'max(nexus_jobs_oldest_due_seconds)', legend: 'oldest' }),
    lines('Done per second', 'ops', {
      // Prometheus has a label "job" of its own: ours is kept as "exported_job".
      expr: 'sum by (exported_job, outcome) (rate(nexus_job_duration_seconds_count[5m]))',
      legend: '{{exported_job}} {{outcome}}',
    }),
    lines('Time of a job: 95 % are quicker', 's', {
      expr: 'histogram_quantile(0.95, sum by (le, exported_job) (rate(nexus_job_duration_seconds_bucket[5m])))',
      legend: '{{exported_job}}',
    }),
    lines('Mails', 'ops', { expr: 'sum by (outcome) (rate(nexus_mails_total[5m]))', legend: '{{outcome}}' }),
    lines('CPU of workers', 'percentunit', {
      expr: 'rate(nexus_process_cpu_seconds_total{job="nexus-worker"}[5m])',
      legend: '{{instance}}',
    }),
  ],
};
