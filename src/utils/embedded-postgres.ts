// The embedded database: a real PostgreSQL from npm, its data in the Nexus home, one Nexus per home.
// A start always finds every committed row, whatever ended the last one.

import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { databaseAccount, giveToOwner } from './embedded/account.ts';
import { type DatabasePlace, databaseUrl } from './embedded/address.ts';
import { findBinaries } from './embedded/binaries.ts';
import { dataPath, openCluster } from './embedded/cluster.ts';
import { isLocked, lockHome } from './embedded/lock.ts';
import { endOrphan } from './embedded/orphan.ts';
import { readPassword } from './embedded/password.ts';
import { choosePort, keptPort } from './embedded/port.ts';
import { launchServer, type Server, type ServerOptions } from './embedded/server.ts';
import { writeSettings } from './embedded/settings.ts';
import type { Logger } from './log.ts';

export interface EmbeddedOptions {
  /** NEXUS_HOME; made if missing. */
  readonly home: string;
  /** Without it, a free port is chosen at the first start and kept. */
  readonly port?: number;
  /** `false`, for tests only: commits do not wait for the disk and a power loss ruins the data. */
  readonly durable?: boolean;
  readonly log: Logger;
}

export interface EmbeddedPostgres {
  /** The address of database `nexus`, for its owner, role `nexus` (no superuser). */
  readonly url: string;
  readonly port: number;
  /** Shuts down fast, waits until the process is gone and frees the home. May be called again. */
  stop(): Promise<void>;
}

/** Starts the home's database, made on the first call. Every error is a sentence with its remedy. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const home = makeHome(options.home);
  const account = databaseAccount(home, dataPath(home));
  const lock = lockHome(home);
  let server: Keeper | undefined;
  try {
    const binaries = findBinaries(account);
    const durable = options.durable ?? true;
    const { data, password } = await openCluster({ home, account, binaries, durable });
    if (data !== dataPath(home)) options.log.info({ data }, 'The database lies outside the home');
    await endOrphan(data, options.log);
    writeSettings(data);
    const port = await choosePort(home, options.port);
    const logFile = join(home, 'postgres.log');
    const { postgres } = binaries;
    server = await keepServer({ postgres, data, port, durable, account, home, logFile }, options.log);
    const place = { data, port, password };
    await ensureDatabase(place);
    return { url: databaseUrl(place), port, stop: stopper(server, lock.release) };
  } catch (error) {
    await server?.stop();
    lock.release();
    throw error;
  }
}

/**
 * The address of the database that another live Nexus runs in this home, once it answers; `null` when
 * none does. For commands beside a running server; they must not stop it.
 */
export async function runningEmbedded(home: string): Promise<string | null> {
  if (!existsSync(home)) return null;
  databaseAccount(home, dataPath(home)); // throws if this user may not read the home
  while (isLocked(home)) {
    const port = keptPort(home);
    if (port !== null) {
      const url = databaseUrl({ data: realpathSync(dataPath(home)), port, password: readPassword(home) });
      if (await answers(url)) return url;
    }
    await sleep(100);
  }
  return null;
}

// Made by root in another user's directory, it is that user's, who may start the next one without root.
function makeHome(path: string): string {
  const made = mkdirSync(path, { recursive: true, mode: 0o700 });
  const home = realpathSync(path);
  if (made !== undefined) giveToOwner(home, dirname(home));
  return home;
}

type Keeper = Pick<Server, 'stop'>;

/** Launches the server, and again if it is lost (killed for want of memory, or by hand). */
async function keepServer(options: ServerOptions, log: Logger): Promise<Keeper> {
  let stopped = false;
  const launch = () => launchServer({ ...options, onLost });
  let current = launch();
  function onLost(): void {
    if (stopped) return;
    log.error({ logFile: options.logFile }, 'PostgreSQL ended unexpectedly: starting it again');
    current = launch();
    current.catch((error) => log.fatal(error, 'PostgreSQL does not come back: restart Nexus'));
  }
  await current;
  return {
    stop: async () => {
      stopped = true;
      const server = await current.catch(() => null);
      await server?.stop();
    },
  };
}

function stopper(server: Keeper, release: () => void): () => Promise<void> {
  let stopping: Promise<void> | undefined;
  return () => {
    stopping ??= server.stop().finally(release);
    return stopping;
  };
}

// Checked at every start: the first one may have been cut short between the two statements.
async function ensureDatabase(place: DatabasePlace): Promise<void> {
  const client = new Client({ connectionString: databaseUrl(place, 'postgres', 'postgres') });
  await client.connect();
  try {
    const { rows } = await client.query(
      `select exists (select from pg_roles where rolname = 'nexus') as role,
              exists (select from pg_database where datname = 'nexus') as database`,
    );
    if (!rows[0].role) {
      const secret = client.escapeLiteral(place.password);
      await client.query(`create role nexus login createdb in role pg_monitor password ${secret}`);
    }
    if (!rows[0].database) await client.query('create database nexus owner nexus');
  } finally {
    await client.end();
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
    return true;
  } catch (error) {
    // Not listening yet, still recovering, or before the first start has made role and database.
    const code = (error as { code?: string }).code ?? '';
    if (['ECONNREFUSED', '57P03', '28P01', '3D000'].includes(code)) return false;
    throw error;
  } finally {
    await client.end();
  }
}
