// A community's life in the directory: created, configured, suspended, resumed, deleted. These run as the
// host, outside any community, on a connection to the directory's database.

import pg from 'pg';
import { conflict, DomainError, invalid } from '../utils/error.ts';
import { announce } from './directory.ts';
import { applyTenant } from './migrate.ts';
import type { Settings } from './settings.ts';

const SLUG = /^[a-z0-9](-?[a-z0-9]){0,39}$/;
const DOMAIN = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/;

export interface NewTenant {
  readonly slug: string;
  readonly domains: readonly string[];
  readonly settings?: Partial<Settings>;
  readonly shard?: string;
}

/**
 * Creates a community: its schema first, then its directory entry, so that no request ever meets a
 * community without tables. A schema left by a run that was cut off is taken up again.
 */
export async function createTenant(shards: ReadonlyMap<string, string>, input: NewTenant): Promise<void> {
  const { slug, domains, shard = 'main' } = input;
  checkNames(slug, domains);
  const shardUrl = shards.get(shard);
  if (shardUrl === undefined) throw invalid('shard', 'unknown', 'is not configured (NEXUS_SHARDS)');
  const schema = `t_${slug.replaceAll('-', '_')}`;
  await onHost(shards, (host) => refuseTaken(host, slug, domains));
  const version = await withClient(shardUrl, (client) => applyTenant(client, schema));
  await onHost(shards, async (host) => {
    const made = await host.query<{ id: number }>(
      `insert into nexus.tenant (slug, schema_name, shard, settings, schema_version)
       values ($1, $2, $3, $4, $5) returning id`,
      [slug, schema, shard, input.settings ?? {}, version],
    );
    await insertDomains(host, made.rows[0]!.id, domains);
  });
}

/**
 * Gives a community other domains, the canonical one first. Links in what was written before lead to the domain of then:
 * keep that one in the list for as long as they are to work.
 */
export async function setTenantDomains(
  shards: ReadonlyMap<string, string>,
  slug: string,
  domains: readonly string[],
): Promise<void> {
  checkNames(slug, domains);
  await onHost(shards, async (host) => {
    const found = await host.query<{ id: number }>('select id from nexus.tenant where slug = $1', [slug]);
    refuseUnknown(found.rowCount);
    await refuseTakenDomains(host, slug, domains);
    await host.query('delete from nexus.tenant_domain where tenant_id = $1', [found.rows[0]!.id]);
    await insertDomains(host, found.rows[0]!.id, domains);
  });
}

/** Suspends or resumes a community: suspended, it answers 503 to everybody. */
export function setTenantStatus(
  shards: ReadonlyMap<string, string>,
  slug: string,
  status: 'active' | 'suspended',
) {
  return onHost(shards, async (host) => {
    const done = await host.query('update nexus.tenant set status = $2 where slug = $1', [slug, status]);
    refuseUnknown(done.rowCount);
  });
}

/** Removes a community and everything in it. Nothing brings it back. */
export async function deleteTenant(shards: ReadonlyMap<string, string>, slug: string): Promise<void> {
  const gone = await onHost(shards, async (host) => {
    const found = await host.query<{ schema_name: string; shard: string }>(
      'delete from nexus.tenant where slug = $1 returning schema_name, shard',
      [slug],
    );
    refuseUnknown(found.rowCount);
    return found.rows[0]!;
  });
  await withClient(shards.get(gone.shard)!, (client) =>
    client.query(`drop schema if exists "${gone.schema_name}" cascade`),
  );
}

function checkNames(slug: string, domains: readonly string[]): void {
  if (!SLUG.test(slug)) {
    throw invalid('slug', 'invalid', 'may hold small letters, digits and single hyphens, 40 at most', 40);
  }
  if (domains.length === 0) throw invalid('domain', 'blank', 'is missing: a community needs one');
  for (const domain of domains) {
    if (!DOMAIN.test(domain))
      throw invalid('domain', 'invalid', `"${domain}" is not a host name in small letters`);
  }
}

async function refuseTaken(host: pg.Client, slug: string, domains: readonly string[]): Promise<void> {
  const found = await host.query<{ slug: string; domain: string | null }>(
    `select t.slug, d.domain from nexus.tenant t left join nexus.tenant_domain d on d.tenant_id = t.id
     where t.slug = $1 or t.schema_name = $2 or d.domain = any($3) limit 1`,
    [slug, `t_${slug.replaceAll('-', '_')}`, domains],
  );
  const taken = found.rows[0];
  if (taken !== undefined) throw conflict(`The community "${taken.slug}" has that slug or domain already`);
}

async function refuseTakenDomains(host: pg.Client, slug: string, domains: readonly string[]): Promise<void> {
  const found = await host.query<{ slug: string; domain: string }>(
    `select t.slug, d.domain from nexus.tenant_domain d join nexus.tenant t on t.id = d.tenant_id
     where d.domain = any($2) and t.slug <> $1 limit 1`,
    [slug, domains],
  );
  const taken = found.rows[0];
  if (taken !== undefined)
    throw conflict(`The community "${taken.slug}" has the domain ${taken.domain} already`);
}

async function insertDomains(host: pg.Client, tenantId: number, domains: readonly string[]): Promise<void> {
  await host.query(
    `insert into nexus.tenant_domain (domain, tenant_id, position)
     select domain, $1, ordinality from unnest($2::text[]) with ordinality as given (domain, ordinality)`,
    [tenantId, domains],
  );
}

function refuseUnknown(rows: number | null): void {
  if (rows === 0)
    throw new DomainError('not-found', 'No community has that slug (nexus tenant list shows them)');
}

/** One transaction on the directory's database, announced to every process. */
function onHost<T>(shards: ReadonlyMap<string, string>, work: (host: pg.Client) => Promise<T>): Promise<T> {
  return withClient(shards.get('main')!, async (client) => {
    await client.query('begin');
    const result = await work(client);
    await announce(client);
    await client.query('commit');
    return result;
  });
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'nexus tenant' });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
