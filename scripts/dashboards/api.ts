// Requests: rate, errors, duration; and how busy the processes are that answer them.

import { type Dashboard, lines } from './dashboard.ts';

const COUNT = 'nexus_http_request_duration_seconds_count';
const BUCKET = 'nexus_http_request_duration_seconds_bucket';
const SERVED = 'route!~"none|/live|/livez|/readyz|/metrics"';

const percentile = (share: number): string =>
  `histogram_quantile(${share}, sum by (le) (rate(${BUCKET}{${SERVED}}[5m])))`;

export const api: Dashboard = {
  uid: 'api',
  title: 'API and pages',
  panels: [
    lines('Requests per second: the busiest routes', 'reqps', {
      expr: `topk(10, sum by (method, route) (rate(${COUNT}{${SERVED}}[5m])))`,
      legend: '{{method}} {{route}}',
    }),
    lines('Failures by route', 'reqps', {
      expr: `topk(10, sum by (method, route, status) (rate(${COUNT}{status=~"5..",${SERVED}}[5m]))) or vector(0)`,
      legend: '{{method}} {{route}} {{status}}',
    }),
    lines(
      'Time of a request',
      's',
      { expr: percentile(0.5), legend: 'half are quicker' },
      { expr: percentile(0.95), legend: '95 % are quicker' },
      { expr: percentile(0.99), legend: '99 % are quicker' },
    ),
    lines('Time by route: 95 % are quicker', 's', {
      expr: `topk(10, histogram_quantile(0.95, sum by (le, method, route) (rate(${BUCKET}{${SERVED}}[5m]))))`,
      legend: '{{method}} {{route}}',
    }),
    lines('Event loop: 99 % of waits are shorter', 's', {
      expr: 'nexus_nodejs_eventloop_lag_p99_seconds',
      legend: '{{job}} {{instance}}',
    }),
    lines('Event loop: share of time busy', 'percentunit', {
      expr: 'nexus_event_loop_utilization',
      legend: '{{job}} {{instance}}',
    }),
    lines(
      'Open',
      'short',
      { expr: 'nexus_http_connections{job="nexus-web"}', legend: 'connections {{instance}}' },
      { expr: 'nexus_live_streams{job="nexus-web"}', legend: 'live streams {{instance}}' },
    ),
    lines('Messages between processes', 'cps', {
      expr: 'sum by (direction, outcome) (rate(nexus_bus_messages_total[5m]))',
      legend: '{{direction}} {{outcome}}',
    }),
    lines('Caches: share of lookups found', 'percentunit', {
      expr: 'sum by (cache) (rate(nexus_cache_lookups_total{outcome!="miss"}[5m])) / sum by (cache) (rate(nexus_cache_lookups_total[5m]))',
      legend: '{{cache}}',
    }),
    lines('Memory of the heap', 'bytes', {
      expr: 'nexus_nodejs_heap_size_used_bytes',
      legend: '{{job}} {{instance}}',
    }),
  ],
};
