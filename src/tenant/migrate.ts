// Schema migrations: plain SQL files, forward only. The host's and each shard's own files first, then
// every tenant, one transaction each. An advisory lock lets one process migrate at a time; a run that is
// cut off goes on where it stopped.

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runMigrations } from 'graphile-worker';
import pg from 'pg';
import { withSchema } from '../utils/db/database.ts';
import { sqlState } from '../utils/db/failure.ts';

const FOLDER = join(import.meta.dirname, '../../migrations');
const LOCK = 7_316_001;

/** Milliseconds a change waits for a lock, and how often it is tried. */
const LOCK_TIMEOUT = 2000;
const TRIES = 20;

interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}

/** Called after each tenant: how many of how many are done. */
export type Progress = (done: number, all: number) => void;

/** The tenant schema version this code was written for. */
export async function latestTenantVersion(): Promise<number> {
  return (await migrationsOf('tenant')).at(-1)?.version ?? 0;
}

/**
 * Brings the directory, every shard and every tenant to the newest version. `shards` maps names to
 * addresses and holds "main", where the directory lives. Repeating it changes nothing.
 */
export async function migrateAll(shards: ReadonlyMap<string, string>, progress?: Progress): Promise<void> {
  for (const url of shards.values()) await migrateShard(url);
  await withLockedClient(shards.get('main')!, async (host) => {
    await applyOwn(host, 'host');
    const behind = await tenantsBehind(host);
    for (const [index, tenant] of behind.entries()) {
      const url = shards.get(tenant.shard);
      if (url === undefined) throw new Error(`Shard "${tenant.shard}" of ${tenant.slug} is not configured`);
      await migrateTenant(host, url, tenant);
      progress?.(index + 1, behind.length);
    }
  });
}

interface Behind {
  readonly id: number;
  readonly slug: string;
  readonly schema_name: string;
  readonly shard: string;
  readonly schema_version: number;
}

async function tenantsBehind(host: pg.Client): Promise<Behind[]> {
  const found = await host.query<Behind>(
    `select id, slug, schema_name, shard, schema_version from nexus.tenant
     where schema_version < $1 order by id`,
    [await latestTenantVersion()],
  );
  return found.rows;
}

async function migrateTenant(host: pg.Client, url: string, tenant: Behind): Promise<void> {
  const client = await connect(url);
  try {
    const version = await applyPatiently(client, tenant.schema_name);
    await host.query('update nexus.tenant set schema_version = $2 where id = $1', [tenant.id, version]);
  } finally {
    await client.end();
  }
}

/**
 * A change of a table waits for those who use it, and all who come later wait behind it: it gives up soon, lets them pass
 * and tries again.
 */
async function applyPatiently(client: pg.Client, schema: string): Promise<number> {
  await client.query(`set lock_timeout = ${LOCK_TIMEOUT}`);
  for (let tries = 1; ; tries++) {
    try {
      return await applyTenant(client, schema);
    } catch (error) {
      if (!gaveWay(error) || tries === TRIES) throw error;
      await sleep(LOCK_TIMEOUT * Math.random());
    }
  }
}

/** It waited too long for a lock, or was the one of two that had to give way. */
const gaveWay = (error: unknown): boolean => ['55P03', '40P01'].includes(sqlState(error) ?? '');

/**
 * Creates or updates one tenant's schema in one transaction and gives its version. The version is kept
 * as the schema's comment as well, so that a crash between two databases is harmless.
 */
export async function applyTenant(client: pg.Client, schema: string): Promise<number> {
  const migrations = await migrationsOf('tenant');
  await client.query('begin');
  try {
    await client.query(`create schema if not exists "${schema}"`);
    const done = await schemaVersion(client, schema);
    for (const migration of migrations.filter((m) => m.version > done)) {
      await client.query(withSchema(migration.sql, schema));
    }
    const version = Math.max(done, migrations.at(-1)?.version ?? 0);
    await client.query(`comment on schema "${schema}" is 'nexus ${version}'`);
    await client.query('commit');
    return version;
  } catch (error) {
    await client.query('rollback');
    throw new Error(`Migration of schema ${schema} failed: ${(error as Error).message}`, { cause: error });
  }
}

async function migrateShard(url: string): Promise<void> {
  await withLockedClient(url, async (client) => {
    await client.query('create schema if not exists nexus');
    await applyOwn(client, 'shard');
  });
  await runMigrations({ connectionString: url });
}

/** Applies a folder whose progress is kept in nexus.migration (the host's and the shard's own tables). */
async function applyOwn(client: pg.Client, folder: 'host' | 'shard'): Promise<void> {
  await client.query(
    'create table if not exists nexus.migration (folder text, version integer, primary key (folder, version))',
  );
  const found = await client.query<{ version: number }>(
    'select coalesce(max(version), 0) as version from nexus.migration where folder = $1',
    [folder],
  );
  for (const migration of await migrationsOf(folder)) {
    if (migration.version <= found.rows[0]!.version) continue;
    await client.query('begin');
    await client.query(migration.sql);
    await client.query('insert into nexus.migration values ($1, $2)', [folder, migration.version]);
    await client.query('commit');
  }
}

async function schemaVersion(client: pg.Client, schema: string): Promise<number> {
  const found = await client.query<{ comment: string | null }>(
    `select obj_description(to_regnamespace($1)::oid, 'pg_namespace') as comment`,
    [`"${schema}"`],
  );
  return Number(/^nexus (\d+)$/.exec(found.rows[0]?.comment ?? '')?.[1] ?? 0);
}

async function migrationsOf(folder: 'host' | 'shard' | 'tenant'): Promise<Migration[]> {
  const names = (await readdir(join(FOLDER, folder))).filter((name) => /^\d{4}-.*\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => ({
      version: Number(name.slice(0, 4)),
      name,
      sql: await readFile(join(FOLDER, folder, name), 'utf8'),
    })),
  );
}

async function withLockedClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await connect(url);
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    return await work(client);
  } finally {
    await client.end();
  }
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: 'nexus migrate' });
  await client.connect();
  return client;
}
