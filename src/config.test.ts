import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfig } from './config.ts';

test('without settings everything has its default', () => {
  const config = readConfig({});
  assert.equal(config.port, 3000);
  assert.equal(config.host, '127.0.0.1');
  assert.equal(config.shards, null);
  assert.equal(config.rateLimits, true);
});

test('every mistake is named in one message', () => {
  const env = { PORT: 'http', DATABASE_URL: 'mysql://x', GRAPHQL_JIT: 'maybe', DATABASE_CONECTIONS: '5' };
  assert.throws(
    () => readConfig(env),
    (error: Error) => {
      for (const name of ['PORT', 'postgres://', 'GRAPHQL_JIT', 'DATABASE_CONECTIONS'])
        assert.match(error.message, new RegExp(name));
      return true;
    },
  );
});

test('the switches for trials are refused in production', () => {
  for (const [name, word] of [
    ['RATE_LIMITS', 'off'],
    ['PRIVATE_ADDRESSES', 'allow'],
    ['MAIL_CONFIRMATION', 'off'],
  ] as const) {
    assert.throws(() => readConfig({ NODE_ENV: 'production', [name]: word }), new RegExp(name));
    assert.doesNotThrow(() => readConfig({ [name]: word }));
  }
});

test('production serves https addresses', () => {
  const config = readConfig({ NODE_ENV: 'production' });
  assert.equal(config.publicScheme, 'https');
  assert.equal(config.publicPort, 443);
});

test('shards are named, and one of them is main', () => {
  const url = 'postgres://a/b';
  assert.deepEqual(
    [...readConfig({ DATABASE_URL: url, NEXUS_SHARDS: `two=${url}` }).shards!.keys()],
    ['main', 'two'],
  );
  assert.throws(() => readConfig({ NEXUS_SHARDS: `two=${url}` }), /DATABASE_URL/);
});

test('Sentinels are several addresses, and name the master in place of a host', () => {
  const env = { REDIS_URL: 'redis://nexus/0', REDIS_SENTINELS: 'redis://a:26379 rediss://:word@b' };
  assert.deepEqual(readConfig(env).redisSentinels, ['redis://a:26379', 'rediss://:word@b']);
  assert.throws(
    () => readConfig({ ...env, REDIS_SENTINELS: 'a:26379' }),
    /REDIS_SENTINELS must be addresses/,
  );
  assert.throws(() => readConfig({ REDIS_SENTINELS: 'redis://a' }), /needs REDIS_URL/);
});

test('proxies are addresses or networks; a host name would be believed for nobody', () => {
  const { trustedProxies } = readConfig({ TRUSTED_PROXIES: '10.0.0.7, fd00::/8,loopback' });
  assert.deepEqual(trustedProxies, ['10.0.0.7', 'fd00::/8', 'loopback']);
  for (const wrong of ['front', '10.0.0.0/33', '10.0.0.0/8/8', '10.0.0.256', 'fd00::/x'])
    assert.throws(() => readConfig({ TRUSTED_PROXIES: wrong }), /TRUSTED_PROXIES must list/, wrong);
});

test('a process drains in production, and elsewhere when told to', () => {
  assert.equal(readConfig({}).drainSeconds, 0);
  assert.equal(readConfig({ NODE_ENV: 'production' }).drainSeconds, 5);
  assert.equal(readConfig({ DRAIN_SECONDS: '8' }).drainSeconds, 8);
});

test('what needs a session goes around a pooler where one is named', () => {
  const [pooler, two, direct] = ['postgres://pooler/one', 'postgres://pooler/two', 'postgres://db/one'];
  const env = { DATABASE_URL: pooler, NEXUS_SHARDS: `two=${two}` };
  assert.deepEqual(readConfig(env).directShards, readConfig(env).shards);
  const { shards, directShards } = readConfig({ ...env, DATABASE_DIRECT_URL: direct });
  assert.deepEqual([...shards!.values()], [pooler, two]);
  assert.deepEqual([...directShards!.values()], [direct, two]);
  assert.throws(() => readConfig({ ...env, NEXUS_DIRECT_SHARDS: `tow=${direct}` }), /no shard "tow"/);
});

test('a replica needs the database it follows', () => {
  const [main, two, replica] = ['postgres://db/one', 'postgres://db/two', 'postgres://standby/one'];
  const env = { DATABASE_URL: main, NEXUS_SHARDS: `two=${two}` };
  assert.equal(readConfig(env).replicas.size, 0);
  assert.deepEqual([...readConfig({ ...env, DATABASE_REPLICA_URL: replica }).replicas], [['main', replica]]);
  assert.throws(() => readConfig({ DATABASE_REPLICA_URL: replica }), /needs DATABASE_URL/);
  assert.throws(() => readConfig({ ...env, NEXUS_REPLICA_SHARDS: `tow=${replica}` }), /no shard "tow"/);
});

test('traces go where they are told to, and one in a hundred of them', () => {
  const OTEL_EXPORTER_OTLP_ENDPOINT = 'http://collector:4318';
  assert.equal(readConfig({}).tracing, null);
  assert.deepEqual(readConfig({ OTEL_EXPORTER_OTLP_ENDPOINT }).tracing, {
    endpoint: OTEL_EXPORTER_OTLP_ENDPOINT,
    service: 'nexus',
    share: 0.01,
  });
  for (const [text, share] of [
    ['0', 0],
    ['1', 1],
    ['1.0', 1],
    ['.5', 0.5],
  ] as const) {
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_TRACES_SAMPLER_ARG: text };
    assert.equal(readConfig(env).tracing!.share, share);
  }
  for (const text of ['2', '1.5', '-1', '50%']) {
    assert.throws(() => readConfig({ OTEL_TRACES_SAMPLER_ARG: text }), /OTEL_TRACES_SAMPLER_ARG/);
  }
});
