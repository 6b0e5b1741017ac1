import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity } from '../../test/support/community.ts';
import { draining } from './health.ts';

const community = await makeCommunity({}, { metricsToken: 'scrape-me' });

test('health answers under any host name', async () => {
  const headers = { host: '10.0.0.1' };
  assert.equal((await community.request({ url: '/livez', headers })).statusCode, 200);
  assert.equal((await community.request({ url: '/readyz', headers })).statusCode, 200);
});

test('a process that drains is not ready but alive', async () => {
  draining.now = true;
  assert.equal((await community.request({ url: '/readyz' })).statusCode, 503);
  assert.equal((await community.request({ url: '/livez' })).statusCode, 200);
  draining.now = false;
});

test('metrics need their token, and count jobs, connections and statements', async () => {
  assert.equal((await community.request({ url: '/metrics' })).statusCode, 404);
  assert.equal((await community.request({ url: '/metrics', token: 'another' })).statusCode, 404);
  const metrics = await community.request({ url: '/metrics', token: 'scrape-me' });
  assert.equal(metrics.statusCode, 200);
  for (const series of [
    'nexus_jobs_waiting{state="failed"}',
    'nexus_jobs_oldest_due_seconds',
    'nexus_database_up{shard="main"}',
    'nexus_pool_connections{shard="main",state="idle"}',
    'nexus_pool_waiting{shard="main"}',
    'nexus_bus_up{transport="notify"}',
    'nexus_event_loop_utilization',
    'nexus_sql_statement_duration_seconds_count',
    'nexus_mails_total{outcome="failed"}',
  ])
    assert.match(metrics.body, new RegExp(`^${RegExp.escape(series)} [\\d.e-]+$`, 'm'), series);
});

test('of communities the metrics name those that are asked for', async () => {
  const series = `nexus_tenant_requests_total{tenant="${community.tenant.slug}"}`;
  const ask = () => community.request({ url: '/metrics', token: 'scrape-me' });
  await community.request({ url: '/api/v2/instance' });
  assert.ok((await ask()).body.includes(series));
});
