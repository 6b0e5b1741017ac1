// The running deployment: shards, directory, bus and log, opened once per process. Every request, job and
// command gets its context from here.

import { join } from 'node:path';
import type { Config } from './config.ts';
import type { Access, Ctx, RootCtx, Tenant, Viewer } from './context.ts';
import { storeFilesIn } from './media/storage.ts';
import { type Directory, openDirectory } from './tenant/directory.ts';
import { onHiding } from './utils/bus/hiding.ts';
import { notifyTransport } from './utils/bus/notify.ts';
import type { Transport } from './utils/bus/transport.ts';
import { Bus } from './utils/bus.ts';
import { tenantDatabase } from './utils/db/database.ts';
import { Listener } from './utils/db/listener.ts';
import { Replica } from './utils/db/replica.ts';
import { Shard, type ShardOptions } from './utils/db/shard.ts';
import type { Logger } from './utils/log.ts';

export interface Deployment {
  readonly config: Config;
  /** Shard name → address of PostgreSQL itself, for sessions that a pooler cannot give. */
  readonly shardUrls: ReadonlyMap<string, string>;
  readonly shards: ReadonlyMap<string, Shard>;
  /** Standbys by the name of their shard. */
  readonly replicas: ReadonlyMap<string, Replica>;
  readonly directory: Directory;
  /** What the processes of the deployment tell each other. */
  readonly bus: Bus;
  readonly log: Logger;
  close(): Promise<void>;
}

/** Connects to a migrated database. */
export async function openDeployment(
  config: Config,
  shardUrls: ReadonlyMap<string, string>,
  log: Logger,
): Promise<Deployment> {
  storeFilesIn(join(config.home, 'media'));
  const shards = new Map([...shardUrls].map(([name, url]) => [name, openShard(config, name, url, log)]));
  const replicas = openReplicas(config, shards, log);
  const origin = (host: string) => publicOrigin(config, host);
  const url = shardUrls.get('main')!;
  const listener = await Listener.open({ url, log });
  const directory = await openDirectory({ url, listener, origin, log }).catch(async (error: Error) => {
    await listener.close();
    throw error;
  });
  const bus = await Bus.open(await transportOf(config, listener, log), log);
  return {
    config,
    shardUrls,
    shards,
    replicas,
    directory,
    bus,
    log,
    close: async () => {
      await bus.close();
      await directory.close();
      await listener.close();
      await Promise.all([...replicas.values(), ...shards.values()].map((one) => one.close()));
    },
  };
}

/** The client of Redis is loaded by those who have one. */
async function transportOf(config: Config, listener: Listener, log: Logger): Promise<Transport> {
  const { redisUrl: url, redisSentinels: sentinels } = config;
  if (url === null) return notifyTransport(listener);
  const { redisTransport } = await import('./utils/bus/redis.ts');
  return redisTransport({ url, sentinels }, log);
}

/** Scheme, host and (where unusual) port of a community's public address. */
export function publicOrigin(config: Config, host: string): string {
  const usual = config.publicScheme === 'https' ? 443 : 80;
  return `${config.publicScheme}://${host}${config.publicPort === usual ? '' : `:${config.publicPort}`}`;
}

export interface ContextParts {
  readonly viewer?: Viewer | null;
  readonly access?: Access | null;
  readonly log?: Logger;
  readonly client?: Ctx['client'];
}

const NO_CLIENT = { address: '', userAgent: '' };

/** The context of one request, job or command. */
export function contextFor(deployment: Deployment, tenant: Tenant, parts: ContextParts = {}): RootCtx {
  const shard = deployment.shards.get(tenant.shard);
  if (shard === undefined) throw new Error(`Shard "${tenant.shard}" of ${tenant.slug} is not configured`);
  return {
    tenant,
    viewer: parts.viewer ?? null,
    access: parts.access ?? null,
    db: tenantDatabase(shard, tenant.id, tenant.schema),
    bus: deployment.bus,
    log: parts.log ?? deployment.log,
    client: parts.client ?? NO_CLIENT,
    switches: deployment.config,
  };
}

/**
 * The context of a visitor who reads: from the shard's standby, where there is one. From the first one of a community on,
 * what is hidden there is heard.
 */
export function readingContext(deployment: Deployment, ctx: RootCtx): RootCtx {
  const { id, schema, shard: name } = ctx.tenant;
  const replica = deployment.replicas.get(name);
  if (replica === undefined) return ctx;
  onHiding(deployment.bus, id, replica.hid);
  return { ...ctx, db: tenantDatabase(deployment.shards.get(name)!, id, schema, replica) };
}

function openReplicas(
  config: Config,
  shards: ReadonlyMap<string, Shard>,
  log: Logger,
): ReadonlyMap<string, Replica> {
  const replicas = new Map<string, Replica>();
  for (const [name, url] of config.replicas) {
    const standby = new Shard({ ...shardOptions(config, log), ...IMPATIENT, name, url });
    replicas.set(name, new Replica({ primary: shards.get(name)!, standby, log }));
  }
  return replicas;
}

/** The primary can answer as well: nobody waits long for a standby. Milliseconds. */
const IMPATIENT = { connectTimeout: 2000, statementTimeout: 3000 } as const;

const openShard = (config: Config, name: string, url: string, log: Logger): Shard =>
  new Shard({ ...shardOptions(config, log), name, url: config.shards?.get(name) ?? url });

function shardOptions(config: Config, log: Logger): Omit<ShardOptions, 'name' | 'url'> {
  return {
    connections: config.databaseConnections,
    slices: config.databaseSlices,
    preparedLimit: config.preparedLimit,
    statementTimeout: config.statementTimeout,
    lockTimeout: Math.min(5000, config.statementTimeout),
    idleInTransactionTimeout: 15_000,
    connectTimeout: 10_000,
    log,
  };
}
