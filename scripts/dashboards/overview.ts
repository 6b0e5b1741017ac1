// Is all well? What the alerts look at, on one page.

import { type Dashboard, lines, number } from './dashboard.ts';

const SERVED = 'route!~"none|/livez|/readyz|/metrics"';

export const overview: Dashboard = {
  uid: 'overview',
  title: 'overview',
  panels: [
    number('Web processes up', 'short', 'sum(up{job="nexus-web"})'),
    number('Workers up', 'short', 'sum(up{job="nexus-worker"})'),
    number('Databases that answer', 'short', 'sum(max by (shard) (nexus_database_up))'),
    number('Failed requests', 'percentunit', 'nexus:failed_requests:ratio_rate5m', 0.01),
    number('Slow reads', 'percentunit', 'nexus:slow_reads:ratio_rate5m', 0.05),
    number('Oldest job due', 's', 'max(nexus_jobs_oldest_due_seconds)', 300),
    lines('Requests per second', 'reqps', {
      expr: `sum by (status) (rate(nexus_http_request_duration_seconds_count{${SERVED}}[5m]))`,
      legend: '{{status}}',
    }),
    lines(
      'Burn rate: 1 uses the month’s allowance in a month',
      'short',
      { expr: 'nexus:failed_requests:ratio_rate1h / 0.001', legend: 'failures, 1 h' },
      { expr: 'nexus:slow_reads:ratio_rate1h / 0.01', legend: 'slow reads, 1 h' },
    ),
    lines('CPU of each process', 'percentunit', {
      expr: 'rate(nexus_process_cpu_seconds_total[5m])',
      legend: '{{job}} {{instance}}',
    }),
    lines('Memory of each process', 'bytes', {
      expr: 'nexus_process_resident_memory_bytes',
      legend: '{{job}} {{instance}}',
    }),
    lines('CPU of each machine', 'percentunit', {
      expr: '1 - avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}[5m]))',
      legend: '{{instance}}',
    }),
    lines('Disks: room left', 'percentunit', {
      expr: 'node_filesystem_avail_bytes{fstype!~"tmpfs|ramfs|squashfs|iso9660"} / node_filesystem_size_bytes',
      legend: '{{instance}} {{mountpoint}}',
    }),
    lines('Pages as seen from outside', 'short', { expr: 'probe_success', legend: '{{instance}}' }),
    lines('Time to open a page from outside', 's', {
      expr: 'probe_duration_seconds',
      legend: '{{instance}}',
    }),
  ],
};
