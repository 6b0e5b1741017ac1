// Which communities keep the deployment busy. Each process names its busiest and counts the others together.

import { type Dashboard, lines, number, type Panel } from './dashboard.ts';

const list = (title: string, unit: string, expr: string): Panel => ({
  title,
  as: 'list',
  unit,
  width: 12,
  queries: [{ expr, legend: '{{tenant}}' }],
});

export const tenants: Dashboard = {
  uid: 'tenants',
  title: 'communities',
  panels: [
    number('Requests of all', 'reqps', 'sum(rate(nexus_tenant_requests_total[5m]))'),
    number(
      'Share of the busiest',
      'percentunit',
      'max(sum by (tenant) (rate(nexus_tenant_requests_total{tenant!="(other)"}[5m]))) / sum(rate(nexus_tenant_requests_total[5m]))',
      0.8,
    ),
    list('Requests per second', 'reqps', 'topk(20, sum by (tenant) (rate(nexus_tenant_requests_total[5m])))'),
    list(
      'Time taken, in seconds per second',
      'short',
      'topk(20, sum by (tenant) (rate(nexus_tenant_request_seconds_total[5m])))',
    ),
    lines('Requests per second', 'reqps', {
      expr: 'topk(10, sum by (tenant) (rate(nexus_tenant_requests_total[5m])))',
      legend: '{{tenant}}',
    }),
    lines('Time of a request', 's', {
      expr: 'topk(10, sum by (tenant) (rate(nexus_tenant_request_seconds_total[5m])) / sum by (tenant) (rate(nexus_tenant_requests_total[5m])))',
      legend: '{{tenant}}',
    }),
  ],
};
