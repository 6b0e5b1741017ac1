import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { makeCommunity } from '../../test/support/community.ts';
import { makeLogger } from '../utils/log.ts';
import { openDirectory } from './directory.ts';
import { createTenant, deleteTenant, setTenantDomains, setTenantStatus } from './lifecycle.ts';
import { applyTenant, migrateAll } from './migrate.ts';

const { deployment, tenant, host, request } = await makeCommunity();
const { shardUrls: shards, directory } = deployment;

test('a slug or domain that is taken is refused and names who has it', async () => {
  await assert.rejects(createTenant(shards, { slug: tenant.slug, domains: ['new.example'] }), {
    code: 'conflict',
  });
  await assert.rejects(createTenant(shards, { slug: 'other', domains: [host] }), new RegExp(tenant.slug));
});

test('names that could reach beyond their schema are refused', async () => {
  for (const slug of ['', 'A', 'a--b', '-a', 'a"; drop schema nexus; --', 'a'.repeat(41), 'a_b']) {
    await assert.rejects(createTenant(shards, { slug, domains: ['x.example'] }), { code: 'invalid' }, slug);
  }
  for (const domain of ['', 'A.example', 'a b', 'a..b', '-a.example']) {
    await assert.rejects(
      createTenant(shards, { slug: 'fine', domains: [domain] }),
      { code: 'invalid' },
      domain,
    );
  }
});

test('a schema left by a run that was cut off is taken up again', async () => {
  const client = new pg.Client({ connectionString: shards.get('main') });
  await client.connect();
  const slug = `${tenant.slug}half`;
  await applyTenant(client, `t_${slug}`);
  await client.end();
  await createTenant(shards, { slug, domains: [`${slug}.localhost`] });
  await directory.refresh();
  assert.equal(directory.byHost(`${slug}.localhost`)?.slug, slug);
  await deleteTenant(shards, slug);
});

test('a suspended community answers 503 and an unknown host a bare 404', async () => {
  await setTenantStatus(shards, tenant.slug, 'suspended');
  await directory.refresh();
  assert.equal((await request({ url: '/api/v2/instance' })).statusCode, 503);
  await setTenantStatus(shards, tenant.slug, 'active');
  await directory.refresh();
  const unknown = await request({ url: '/api/v2/instance', headers: { host: 'nobody.example' } });
  assert.equal(unknown.statusCode, 404);
  assert.ok(!unknown.body.includes(tenant.slug));
});

test('a community is given other domains, the first of which is in its links, but none of another', async () => {
  const slug = `${tenant.slug}moves`;
  const [before, after] = [`${slug}.localhost`, `${slug}-new.localhost`];
  await createTenant(shards, { slug, domains: [before] });
  await setTenantDomains(shards, slug, [after, before]);
  await directory.refresh();
  assert.deepEqual(directory.bySlug(slug)!.domains, [after, before]);
  assert.equal(directory.byHost(before)?.slug, slug);
  await assert.rejects(
    setTenantDomains(shards, slug, [after, host]),
    new RegExp(`"${tenant.slug}".*${host}`),
  );
  await assert.rejects(setTenantDomains(shards, slug, ['A b']), { code: 'invalid' });
  await assert.rejects(setTenantDomains(shards, 'nobody-here', [before]), { code: 'not-found' });
  await directory.refresh();
  assert.deepEqual(directory.bySlug(slug)!.domains, [after, before]);
  await deleteTenant(shards, slug);
});

test('a database without our tables is told, with what to do', async () => {
  const name = `empty_${tenant.slug}`;
  const client = new pg.Client({ connectionString: shards.get('main') });
  await client.connect();
  await client.query(`create database ${name}`);
  try {
    const url = shards.get('main')!.replace(/\/nexus$/, `/${name}`);
    const listener = { listen: async () => undefined } as never;
    const origin = (domain: string) => domain;
    const opening = openDirectory({ url, listener, origin, log: makeLogger('silent') });
    await assert.rejects(opening, /run `nexus migrate` first/);
  } finally {
    await client.query(`drop database ${name} with (force)`);
    await client.end();
  }
});

test('migrating again changes nothing', async () => {
  let moved = 0;
  await migrateAll(shards, () => moved++);
  assert.equal(moved, 0);
});

test('a migration that somebody stands in the way of lets them pass and tries again', async () => {
  const holder = new pg.Client({ connectionString: shards.get('main') });
  await holder.connect();
  await holder.query('update nexus.tenant set schema_version = 0 where id = $1', [tenant.id]);
  const version = (await holder.query(`select obj_description('${tenant.schema}'::regnamespace) as version`))
    .rows[0].version;
  await holder.query('begin');
  await holder.query(`comment on schema "${tenant.schema}" is '${version}'`);
  const migrated = migrateAll(shards);
  await sleep(3000);
  await holder.query('commit');
  await migrated;
  const { rows } = await holder.query('select schema_version from nexus.tenant where id = $1', [tenant.id]);
  await holder.end();
  assert.equal(`nexus ${rows[0].schema_version}`, version);
});

test('deleting an unknown community says so', async () => {
  await assert.rejects(deleteTenant(shards, 'no-such-community'), { code: 'not-found' });
});
