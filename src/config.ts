// Configuration: environment variables only, read once, every mistake named in one message.
// `.env.example` lists them all; a test compares the two.

import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { readSecretFiles } from './config-files.ts';
import type { TraceOptions } from './utils/trace.ts';

export interface Config {
  readonly production: boolean;
  readonly host: string;
  readonly port: number;
  readonly home: string;
  /** Scheme and port of the addresses written into posts, mails and links. */
  readonly publicScheme: 'http' | 'https';
  readonly publicPort: number;
  /** Shard name → address; `null`: the embedded database is used as shard "main". */
  readonly shards: ReadonlyMap<string, string> | null;
  /** The same without a pooler between, for what needs a session: LISTEN, jobs, migrations, commands. */
  readonly directShards: ReadonlyMap<string, string> | null;
  /** Shard name → address of a standby from which visitors read; empty: they read from the primary. */
  readonly replicas: ReadonlyMap<string, string>;
  readonly databaseConnections: number;
  readonly databaseSlices: number;
  readonly preparedLimit: number;
  readonly statementTimeout: number;
  readonly workerConcurrency: number;
  /** Where `nexus worker` answers for its health and metrics; 0: nowhere. */
  readonly workerPort: number;
  /** Redis or Valkey that carries messages between processes; null: PostgreSQL does. */
  readonly redisUrl: string | null;
  /** Sentinels that know which server is the master; then `redisUrl` bears the master's name in place of a host. */
  readonly redisSentinels: readonly string[];
  readonly smtpUrl: string | null;
  readonly mailFrom: string;
  readonly logLevel: string;
  readonly metricsToken: string | null;
  /** Where traces go; null: nowhere. */
  readonly tracing: TraceOptions | null;
  /** Addresses and networks of the proxies that are believed about who asks. */
  readonly trustedProxies: readonly string[];
  /** Seconds to go on serving, not ready any more, before a web process closes. */
  readonly drainSeconds: number;
  readonly rateLimits: boolean;
  readonly privateAddresses: boolean;
  readonly mailConfirmation: boolean;
  readonly graphqlJit: boolean;
  /** Where the source of the running version is offered (AGPL-3.0, section 13). */
  readonly sourceUrl: string;
}

/** Whether mails are for reading at /mail: a trial on one machine, with nobody in between who could ask from elsewhere. */
export const showsMail = (config: Config): boolean =>
  config.shards === null &&
  config.smtpUrl === null &&
  config.publicScheme === 'http' &&
  config.trustedProxies.length === 0;

type Env = Readonly<Record<string, string | undefined>>;

const REDIS = ['redis:', 'rediss:'];

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/** Names that begin like ours but are not: a typing mistake must not pass silently. */
const OURS =
  /^(NEXUS_|DATABASE_|RATE_LIMITS|MAIL_|SMTP_|GRAPHQL_|METRICS_|PUBLIC_|WORKER_|REDIS_|LOG_|TRUSTED_|DRAIN_)/;

/** Reads and checks the environment. Throws one Error that names every mistake and its remedy. */
export function readConfig(environment: Env = process.env): Config {
  const mistakes: string[] = [];
  const env = readSecretFiles(environment, mistakes);
  const read = reader(env, mistakes);
  const production = env.NODE_ENV === 'production';
  const port = read.integer('PORT', 3000, 0, 65535);
  const shards = readShards(env, mistakes);
  const publicScheme = read.choice('PUBLIC_SCHEME', production ? 'https' : 'http', [
    'http',
    'https',
  ] as const);
  const config: Config = {
    production,
    host: read.text('HOST', production ? '0.0.0.0' : '127.0.0.1'),
    port,
    home: resolve(read.text('NEXUS_HOME', '.nexus')),
    publicScheme,
    publicPort: read.integer('PUBLIC_PORT', publicScheme === 'https' ? 443 : port, 0, 65535),
    shards,
    directShards: shards && readDirectShards(shards, env, mistakes),
    replicas: readReplicas(shards, env, mistakes),
    databaseConnections: read.integer('DATABASE_CONNECTIONS', 12, 1, 500),
    databaseSlices: read.integer('DATABASE_SLICES', 2, 1, 100),
    preparedLimit: read.integer('DATABASE_PREPARED_LIMIT', 2000, 50, 100_000),
    statementTimeout: read.integer('DATABASE_STATEMENT_TIMEOUT', 10_000, 100, 600_000),
    workerConcurrency: read.integer('WORKER_CONCURRENCY', 4, 1, 100),
    redisUrl: read.url('REDIS_URL', REDIS),
    redisSentinels: read.urls('REDIS_SENTINELS', REDIS),
    workerPort: read.integer('WORKER_PORT', 0, 0, 65535),
    smtpUrl: read.url('SMTP_URL', ['smtp:', 'smtps:']),
    mailFrom: read.text('MAIL_FROM', 'Nexus <nexus@localhost>'),
    logLevel: read.choice('LOG_LEVEL', 'info', LOG_LEVELS),
    metricsToken: env.METRICS_TOKEN || null,
    tracing: readTracing(read),
    trustedProxies: read.networks('TRUSTED_PROXIES'),
    drainSeconds: read.integer('DRAIN_SECONDS', production ? 5 : 0, 0, 600),
    rateLimits: read.trial('RATE_LIMITS', 'off', production) !== 'off',
    privateAddresses: read.trial('PRIVATE_ADDRESSES', 'allow', production) === 'allow',
    mailConfirmation: read.trial('MAIL_CONFIRMATION', 'off', production) !== 'off',
    graphqlJit: read.choice('GRAPHQL_JIT', 'on', ['on', 'off'] as const) === 'on',
    sourceUrl: read.text('SOURCE_URL', ''),
  };
  if (config.redisSentinels.length > 0 && config.redisUrl === null) {
    mistakes.push('REDIS_SENTINELS needs REDIS_URL, with the name of the master in place of the host');
  }
  for (const name of Object.keys(env)) {
    if (OURS.test(name) && !read.known.has(name)) mistakes.push(`${name} is not a setting: see .env.example`);
  }
  if (mistakes.length > 0) throw new Error(`Configuration: ${mistakes.join('; ')}.`);
  return config;
}

function readShards(env: Env, mistakes: string[]): ReadonlyMap<string, string> | null {
  const shards = readAddresses(env.DATABASE_URL, ['NEXUS_SHARDS', env.NEXUS_SHARDS], mistakes);
  if (shards.size > 0 && !shards.has('main')) {
    mistakes.push('NEXUS_SHARDS needs DATABASE_URL (shard "main", which holds the directory)');
  }
  return shards.size === 0 ? null : shards;
}

const isAddress = (text: string, protocols: readonly string[]): boolean =>
  URL.canParse(text) && protocols.includes(new URL(text).protocol);

function readDirectShards(shards: ReadonlyMap<string, string>, env: Env, mistakes: string[]) {
  const others = ['NEXUS_DIRECT_SHARDS', env.NEXUS_DIRECT_SHARDS] as const;
  const direct = readAddresses(env.DATABASE_DIRECT_URL, others, mistakes);
  refuseUnknown(direct, shards, 'NEXUS_DIRECT_SHARDS', mistakes);
  return new Map([...shards, ...direct]);
}

function readReplicas(shards: ReadonlyMap<string, string> | null, env: Env, mistakes: string[]) {
  const others = ['NEXUS_REPLICA_SHARDS', env.NEXUS_REPLICA_SHARDS] as const;
  const replicas = readAddresses(env.DATABASE_REPLICA_URL, others, mistakes);
  if (shards !== null) refuseUnknown(replicas, shards, 'NEXUS_REPLICA_SHARDS', mistakes);
  else if (replicas.size > 0)
    mistakes.push('DATABASE_REPLICA_URL needs DATABASE_URL, the database it follows');
  return replicas;
}

function refuseUnknown(
  meant: ReadonlyMap<string, string>,
  shards: ReadonlyMap<string, string>,
  setting: string,
  mistakes: string[],
): void {
  for (const name of meant.keys()) {
    if (!shards.has(name)) mistakes.push(`there is no shard "${name}" that ${setting} could mean`);
  }
}

/** Addresses of databases by shard: that of "main", and a list of the others in a setting of its own. */
function readAddresses(
  main: string | undefined,
  [setting, others = '']: readonly [string, string | undefined],
  mistakes: string[],
): Map<string, string> {
  const found = new Map<string, string>();
  if (main) found.set('main', main);
  for (const part of others.split(/\s+/).filter(Boolean)) {
    const [, name, url] = /^([a-z0-9]+)=(.+)$/.exec(part) ?? [];
    if (name === undefined || url === undefined)
      mistakes.push(`${setting} must read "name=postgres://… name=…"`);
    else found.set(name, url);
  }
  for (const [name, url] of found) {
    if (!/^postgres(ql)?:\/\//.test(url))
      mistakes.push(`the address of shard ${name} must begin with postgres://`);
  }
  return found;
}

function readTracing(read: ReturnType<typeof reader>): TraceOptions | null {
  const endpoint = read.url('OTEL_EXPORTER_OTLP_ENDPOINT', ['http:', 'https:']);
  const service = read.text('OTEL_SERVICE_NAME', 'nexus');
  const share = read.share('OTEL_TRACES_SAMPLER_ARG', 0.01);
  return endpoint === null ? null : { endpoint, service, share };
}

function reader(env: Env, mistakes: string[]) {
  const known = new Set([
    'NEXUS_HOME',
    'NEXUS_SHARDS',
    'NEXUS_DIRECT_SHARDS',
    'NEXUS_REPLICA_SHARDS',
    'DATABASE_URL',
    'DATABASE_DIRECT_URL',
    'DATABASE_REPLICA_URL',
    'METRICS_TOKEN',
  ]);
  const value = (name: string) => {
    known.add(name);
    const text = env[name];
    return text === undefined || text === '' ? undefined : text;
  };
  return {
    known,
    text: (name: string, usual: string) => value(name) ?? usual,
    integer(name: string, usual: number, least: number, most: number): number {
      const text = value(name);
      if (text === undefined) return usual;
      if (/^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most) return Number(text);
      mistakes.push(`${name} must be a whole number from ${least} to ${most}, not "${text}"`);
      return usual;
    },
    share(name: string, usual: number): number {
      const text = value(name);
      if (text === undefined) return usual;
      if (/^(0|1|[01]?\.\d{1,9})$/.test(text) && Number(text) <= 1) return Number(text);
      mistakes.push(`${name} must be a share from 0 to 1, such as 0.05, not "${text}"`);
      return usual;
    },
    choice<T extends string>(name: string, usual: T, choices: readonly T[]): T {
      const text = value(name);
      if (text === undefined) return usual;
      if ((choices as readonly string[]).includes(text)) return text as T;
      mistakes.push(`${name} must be ${choices.join(' or ')}, not "${text}"`);
      return usual;
    },
    url(name: string, protocols: readonly string[]): string | null {
      const text = value(name);
      if (text === undefined) return null;
      if (isAddress(text, protocols)) return text;
      mistakes.push(`${name} must be an address beginning with ${protocols.join('// or ')}//`);
      return null;
    },
    urls(name: string, protocols: readonly string[]): readonly string[] {
      const texts = (value(name) ?? '').split(/\s+/).filter(Boolean);
      if (texts.every((text) => isAddress(text, protocols))) return texts;
      mistakes.push(
        `${name} must be addresses beginning with ${protocols.join('// or ')}//, with spaces between`,
      );
      return [];
    },
    /** Addresses and networks, comma-separated. */
    networks(name: string): readonly string[] {
      const networks = (value(name) ?? '')
        .split(',')
        .map((text) => text.trim())
        .filter(Boolean);
      for (const network of networks) {
        if (!isNetwork(network))
          mistakes.push(`${name} must list addresses or networks like 10.0.0.0/8, not "${network}"`);
      }
      return networks;
    },
    /** A switch for tests and trials, refused in production. */
    trial(name: string, word: string, production: boolean): string | undefined {
      const text = value(name);
      if (text === undefined) return undefined;
      if (text !== word) mistakes.push(`${name} may only be "${word}" or unset`);
      if (production) mistakes.push(`${name} is for tests and trials: unset it when NODE_ENV=production`);
      return text;
    },
  };
}

/** `10.0.0.7`, `10.0.0.0/8`, `fd00::/8`, or a word of Fastify's: `loopback`, `uniquelocal`. */
function isNetwork(text: string): boolean {
  if (/^(loopback|linklocal|uniquelocal)$/.test(text)) return true;
  const [address = '', bits, ...more] = text.split('/');
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return (
    most > 0 && more.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most))
  );
}
