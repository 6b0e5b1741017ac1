// What is watched and broken: PostgreSQL, Valkey, a mail server, two web processes and a worker, and a site whose
// certificate ends soon.

import { mkdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import { join } from 'node:path';
import pg from 'pg';
import { type EmbeddedPostgres, startEmbedded } from '../../src/utils/embedded-postgres.ts';
import { makeLogger } from '../../src/utils/log.ts';
import { debianProgram } from '../kit/debian-program.ts';
import { type NexusOptions, startWeb, startWorker, type Web } from '../kit/nexus.ts';
import { makePeople } from '../kit/people.ts';
import { answers, freePort, type Running, runProcess, startProcess, until } from '../kit/process.ts';
import type { Trial } from '../kit/trial.ts';
import { type MailServer, mailServer } from './mail-server.ts';

export const METRICS_TOKEN = 'of-the-drill';

/** A part that can be stopped and started where it was. */
export interface Part {
  start(): Promise<void>;
  stop(): Promise<unknown>;
}

export interface Deployment {
  readonly databaseUrl: string;
  readonly databasePort: number;
  readonly webPorts: readonly [number, number];
  readonly workerPort: number;
  readonly site: Site;
  readonly parts: Readonly<Record<'database' | 'valkey' | 'first' | 'second' | 'worker', Part>>;
  readonly mail: MailServer;
  readonly mailPort: number;
  readonly token: string;
  /** Runs SQL on the deployment's database. */
  sql<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>;
}

export async function startDeployment(trial: Trial): Promise<Deployment> {
  trial.say('starting PostgreSQL, Valkey, mail server, two web processes, a worker');
  const { postgres, part: database } = await startDatabase(trial);
  const [valkeyPort, mailPort, workerPort] = [await freePort(), await freePort(), await freePort()];
  const valkey = program(() => startValkey(trial, valkeyPort));
  const mail = mailServer(trial, mailPort);
  await Promise.all([valkey.start(), mail.start()]);
  const env = {
    METRICS_TOKEN,
    WORKER_PORT: String(workerPort),
    REDIS_URL: `redis://127.0.0.1:${valkeyPort}`,
    SMTP_URL: `smtp://127.0.0.1:${mailPort}`,
    DATABASE_CONNECTIONS: '4',
  };
  const options: NexusOptions = { databaseUrl: postgres.url, home: join(trial.folder, 'home'), env };
  const [ada] = await makePeople(options, ['ada']);
  const webPorts = [await freePort(), await freePort()] as const;
  const parts = {
    database,
    valkey,
    first: program(() => startWeb(trial, { ...options, name: 'first', port: webPorts[0] })),
    second: program(() => startWeb(trial, { ...options, name: 'second', port: webPorts[1] })),
    worker: program(() => startReadyWorker(trial, options, workerPort)),
  };
  for (const part of [parts.first, parts.second, parts.worker]) await part.start();
  return {
    databaseUrl: postgres.url,
    databasePort: postgres.port,
    webPorts,
    workerPort,
    site: await startSite(trial),
    parts,
    mail,
    mailPort,
    token: ada!.token,
    sql: (text, values) => runSql(postgres.url, text, values),
  };
}

/** A program as a part: a new one each time. */
function program(begin: () => Promise<Running | Web>): Part {
  let running: Running | undefined;
  return {
    async start() {
      running = await begin();
    },
    stop: async () => running?.kill(),
  };
}

async function startDatabase(trial: Trial): Promise<{ postgres: EmbeddedPostgres; part: Part }> {
  const home = join(trial.folder, 'database');
  const begin = () => startEmbedded({ home, log: makeLogger('silent') });
  let postgres = await begin();
  trial.atEnd(() => postgres.stop());
  const part: Part = {
    async start() {
      postgres = await begin();
    },
    stop: () => postgres.stop(),
  };
  return { postgres, part };
}

async function startValkey(trial: Trial, port: number): Promise<Running> {
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  return startProcess(trial, {
    name: 'valkey',
    ...debianProgram('valkey-server', settings),
    cwd: trial.folder,
  });
}

async function startReadyWorker(trial: Trial, options: NexusOptions, port: number): Promise<Running> {
  const worker = startWorker(trial, { ...options, name: 'worker' });
  await until('the worker to be ready', () => answers(`http://127.0.0.1:${port}/readyz`), {
    logFile: worker.logFile,
    seconds: 180,
  });
  return worker;
}

async function runSql<Row extends pg.QueryResultRow>(
  connectionString: string,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return (await client.query<Row>(text, [...values])).rows;
  } finally {
    await client.end();
  }
}

export interface Site {
  readonly address: string;
  /** The certificate of its authority, for whoever shall trust it. */
  readonly authority: string;
  /** Serves a certificate that ends in so many days. */
  certify(days: number): Promise<void>;
}

/** Serves a page over https with certificates of an authority made here. */
async function startSite(trial: Trial): Promise<Site> {
  const folder = join(trial.folder, 'site');
  await mkdir(folder);
  const [key, authority, leaf] = ['key.pem', 'authority.pem', 'leaf.pem'].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  const openssl = (...args: string[]) => runProcess(trial, { name: 'openssl', command: 'openssl', args });
  await openssl('genrsa', '-out', key, '2048');
  await openssl('req', '-x509', '-key', key, '-out', authority, '-days', '90', '-subj', '/CN=drill');
  const issue = async (days: number) => {
    const by = ['-CA', authority, '-CAkey', key, '-key', key, '-days', String(days)];
    const name = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
    await openssl('req', '-x509', ...by, ...name, '-out', leaf);
    return { key: await readFile(key), cert: await readFile(leaf) };
  };
  const server = createServer(await issue(90), (_request, response) => response.end('well'));
  trial.atEnd(() => server.close());
  const port = await freePort();
  await new Promise<void>((resolve) => void server.listen(port, '127.0.0.1', resolve));
  return {
    address: `https://127.0.0.1:${port}/`,
    authority,
    certify: async (days) => server.setSecureContext(await issue(days)),
  };
}
