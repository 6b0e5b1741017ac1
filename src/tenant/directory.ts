// The tenant directory: which community answers to which host name. Read from the host schema, kept in
// the process, renewed when another process announces a change. Writers call `announce`.

import { isDeepStrictEqual } from 'node:util';
import pg from 'pg';
import type { Tenant } from '../context.ts';
import { rethrow, sqlState } from '../utils/db/failure.ts';
import type { Listener } from '../utils/db/listener.ts';
import type { Logger } from '../utils/log.ts';
import { readSettings, type Settings } from './settings.ts';

const CHANNEL = 'nexus_directory';

export interface Directory {
  /** The community of a host name (lower case, no port); suspended ones are found too. */
  byHost(host: string): Tenant | undefined;
  byId(id: number): Tenant | undefined;
  bySlug(slug: string): Tenant | undefined;
  all(): readonly Tenant[];
  /** Reads the directory again. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

export interface DirectoryOptions {
  readonly url: string;
  /** Belongs to the caller, who closes it after the directory. */
  readonly listener: Listener;
  /** Builds a community's public origin from its canonical host name. */
  readonly origin: (host: string) => string;
  readonly log: Logger;
}

/** Milliseconds before a reading that failed is tried again, and that a statement may take. */
const RETRY = 1000;
const PATIENCE = 10_000;

/** The directories open in this process: one, but for tests. */
const OPEN = new Set<{ readonly pool: pg.Pool; readonly refresh: () => Promise<void> }>();

/** Opens the directory and listens for changes; when some may have been missed it reads everything again. */
export async function openDirectory(options: DirectoryOptions): Promise<Directory> {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: 1,
    application_name: 'nexus directory',
    keepAlive: true,
    connectionTimeoutMillis: PATIENCE,
    query_timeout: PATIENCE,
  });
  let closing = false;
  pool.on('error', (error) => {
    if (!closing) options.log.warn({ err: error }, 'directory connection lost');
  });
  let tenants: readonly Tenant[] = [];
  let byHost = new Map<string, Tenant>();
  const refresh = async () => {
    tenants = unchanged(tenants, await readTenants(pool, options.origin));
    byHost = new Map(tenants.flatMap((tenant) => tenant.domains.map((domain) => [domain, tenant])));
  };
  let retry: NodeJS.Timeout | undefined;
  const renew = () => {
    clearTimeout(retry);
    void refresh().catch((error: Error) => {
      if (closing) return;
      options.log.warn({ err: error }, 'directory cannot be read, trying again');
      retry = setTimeout(renew, RETRY);
    });
  };
  await options.listener.listen(CHANNEL, { heard: renew, missed: renew });
  await refresh().catch(tellUnmigrated);
  const here = { pool, refresh };
  OPEN.add(here);
  return {
    byHost: (host) => byHost.get(host),
    byId: (id) => tenants.find((tenant) => tenant.id === id),
    bySlug: (slug) => tenants.find((tenant) => tenant.slug === slug),
    all: () => tenants,
    refresh,
    close: async () => {
      closing = true;
      OPEN.delete(here);
      clearTimeout(retry);
      await pool.end();
    },
  };
}

/**
 * Changes some settings of a community; the rest stay. This process knows before it answers, so that who
 * changed them sees it; the others hear of it.
 */
export async function saveSettings(tenantId: number, settings: Partial<Settings>): Promise<void> {
  const [any] = OPEN;
  if (any === undefined) throw new Error('openDirectory has not run');
  const change = any.pool.query(
    `with changed as (update nexus.tenant set settings = settings || $2 where id = $1)
     select pg_notify('${CHANNEL}', '')`,
    [tenantId, settings],
  );
  await change.catch(rethrow);
  await Promise.all([...OPEN].map((one) => one.refresh()));
}

/** Tells every process that the directory changed; call it in the transaction of the change. */
export async function announce(client: pg.ClientBase): Promise<void> {
  await client.query(`select pg_notify('${CHANNEL}', '')`);
}

/** What stayed as it was stays the same object: what is kept beside it elsewhere holds. */
function unchanged(before: readonly Tenant[], now: readonly Tenant[]): Tenant[] {
  const known = new Map(before.map((tenant) => [tenant.id, tenant]));
  return now.map((tenant) => {
    const old = known.get(tenant.id);
    return isDeepStrictEqual(old, tenant) ? old! : tenant;
  });
}

interface DirectoryRow {
  id: number;
  slug: string;
  schema_name: string;
  shard: string;
  status: 'active' | 'suspended';
  settings: Record<string, unknown>;
  domains: string[];
}

const NO_TABLE = '42P01';

function tellUnmigrated(error: unknown): never {
  if (sqlState(error) !== NO_TABLE) throw error;
  throw new Error('This database holds no Nexus yet: run `nexus migrate` first.', { cause: error });
}

async function readTenants(pool: pg.Pool, origin: (host: string) => string): Promise<Tenant[]> {
  const found = await pool.query<DirectoryRow>(
    `select t.id, t.slug, t.schema_name, t.shard, t.status, t.settings,
            array_agg(d.domain order by d.position, d.domain) as domains
     from nexus.tenant t join nexus.tenant_domain d on d.tenant_id = t.id
     group by t.id order by t.id`,
  );
  return found.rows.map((row) => ({
    id: row.id,
    slug: row.slug,
    schema: row.schema_name,
    shard: row.shard,
    domains: row.domains as [string, ...string[]],
    origin: origin(row.domains[0]!),
    status: row.status,
    settings: readSettings(row.settings),
  }));
}
