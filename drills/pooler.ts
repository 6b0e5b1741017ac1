// PgBouncer in transaction mode, with the file that is shipped, between Nexus and two hundred communities. Whoever asks
// gets rows of their own community and a session as it was made, whatever others did on it before. Then a client sets
// what it must not, and the same look finds it.

import { createHash, randomInt } from 'node:crypto';
import { chownSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { readConfig } from '../src/config.ts';
import { contextFor, type Deployment, openDeployment } from '../src/deployment.ts';
import { createTenant } from '../src/tenant/lifecycle.ts';
import { migrateAll } from '../src/tenant/migrate.ts';
import { statement } from '../src/utils/db/statement.ts';
import { makeLogger } from '../src/utils/log.ts';
import { inRoot, rootFolder, rootUser } from './kit/chroot.ts';
import { inDebianRoot } from './kit/debian-root.ts';
import type { Drill } from './kit/drill.ts';
import { ROOT } from './kit/need.ts';
import { ROOT_FOLDER } from './kit/nexus.ts';
import { freePort, startProcess, until } from './kit/process.ts';
import { startRootPostgres } from './kit/root-postgres.ts';
import type { Trial } from './kit/trial.ts';

const COMMUNITIES = 200;
const CALLS = 100_000;
const AT_ONCE = 24;

const SESSION = `current_setting('search_path') as path, current_user::text as "user", current_setting('role') as role,
  current_setting('plan_cache_mode') as plans, current_setting('statement_timeout') as timeout,
  coalesce(current_setting('nexus.mark', true), '') as mark`;

const readTags = statement<{ name: string }>(
  'pooler-read',
  'select name from tenant.tag order by id limit 3',
);
const look = statement<object>('pooler-look', `select ${SESSION}`);
const lookAndRead = statement<{ name: string }>(
  'pooler-both',
  `select name, ${SESSION} from tenant.tag limit 1`,
);
const addTag = statement(
  'pooler-add',
  'insert into tenant.tag (name, display) values ($1, $1) on conflict do nothing',
);
const touch = statement<{ name: string }>(
  'pooler-touch',
  'update tenant.tag set display = name where name = $1 returning name',
);

export const pooler: Drill = {
  summary:
    'Nexus and 200 communities through PgBouncer in transaction mode; random calls look for rows and session settings of ' +
    'others. Then settings are planted.',
  needs: [ROOT, inDebianRoot('usr/sbin/pgbouncer'), inDebianRoot('usr/lib/postgresql/18/bin/postgres')],
  async run(trial) {
    const postgres = await startRootPostgres(trial);
    const shards = new Map([['main', postgres.url]]);
    await migrateAll(shards);
    for (let index = 0; index < trial.scaled(COMMUNITIES); index++)
      await createTenant(shards, { slug: `c${index}`, domains: [`c${index}.example.org`] });
    const pooled = await startPooler(trial, postgres.port);
    trial.say(`${trial.scaled(COMMUNITIES)} communities, PgBouncer is there`);
    const deployment = await openDeployment(
      readConfig({
        DATABASE_URL: pooled,
        DATABASE_DIRECT_URL: postgres.url,
        DATABASE_CONNECTIONS: String(AT_ONCE),
        NEXUS_HOME: `${trial.folder}/home`,
      }),
      shards,
      makeLogger('silent'),
    );
    trial.atEnd(() => deployment.close());
    for (const tenant of deployment.directory.all())
      await contextFor(deployment, tenant).db.change(addTag, tenant.slug);
    const usual = await sessionOf(deployment);
    const found = await callAtRandom(deployment, usual, trial.scaled(CALLS));
    trial.say(`${found.calls} calls`);
    const planted = await plant(pooled);
    const caught = await callAtRandom(deployment, usual, trial.scaled(5000));
    for (const client of planted) await client.end();
    return [
      { name: 'communities', value: deployment.directory.all().length, atLeast: trial.scaled(COMMUNITIES) },
      { name: 'calls', value: found.calls, atLeast: trial.scaled(CALLS) },
      { name: 'rows or settings of others', value: found.leaks, atMost: 0 },
      { name: 'calls that failed', value: found.failures, atMost: 0 },
      { name: 'settings other than those of pgbouncer.ini', value: isAsShipped(usual) ? 0 : 1, atMost: 0 },
      { name: 'leaks seen once a SET was planted', value: caught.leaks, atLeast: 1 },
    ];
  },
};

/** The shipped file, led to this drill's PostgreSQL and to a port of its own. */
async function startPooler(trial: Trial, postgresPort: number): Promise<string> {
  const folder = rootFolder(trial, 'pgbouncer');
  const { uid, gid } = rootUser('postgres');
  const port = await freePort();
  const shipped = readFileSync(join(ROOT_FOLDER, 'deploy/postgres/pgbouncer.ini'), 'utf8');
  const own = shipped
    .replace('port=5432', `port=${postgresPort}`)
    .replace('listen_port = 6432', `listen_port = ${port}`)
    .replace('/etc/pgbouncer/userlist.txt', `${folder.inside}/userlist.txt`);
  writeFileSync(join(folder.outside, 'pgbouncer.ini'), `${own}\nunix_socket_dir =\n`);
  writeFileSync(join(folder.outside, 'userlist.txt'), '"nexus" "secret"\n', { mode: 0o600 });
  for (const file of ['', 'pgbouncer.ini', 'userlist.txt']) chownSync(join(folder.outside, file), uid, gid);
  const url = `postgres://nexus:secret@127.0.0.1:${port}/nexus`;
  const { logFile } = startProcess(trial, {
    name: 'pgbouncer',
    ...inRoot('/usr/sbin/pgbouncer', [`${folder.inside}/pgbouncer.ini`], 'postgres'),
  });
  const answers = () =>
    withClient(url, (client) => client.query('select 1')).then(
      () => true,
      () => false,
    );
  await until('PgBouncer to answer', answers, { logFile });
  return url;
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function sessionOf(deployment: Deployment): Promise<object> {
  return (await contextFor(deployment, deployment.directory.all()[0]!).db.row(look))!;
}

const isAsShipped = (session: object): boolean =>
  (session as { plans: string }).plans === 'force_generic_plan' &&
  (session as { timeout: string }).timeout === '10s';

interface Found {
  calls: number;
  leaks: number;
  failures: number;
}

/** Calls of random communities at once, each looked through for what belongs to others. */
async function callAtRandom(deployment: Deployment, usual: object, calls: number): Promise<Found> {
  const found: Found = { calls: 0, leaks: 0, failures: 0 };
  const tenants = deployment.directory.all();
  const work = async () => {
    while (found.calls < calls) {
      found.calls++;
      const tenant = tenants[randomInt(tenants.length)]!;
      const { db } = contextFor(deployment, tenant);
      try {
        if (!(await isOwn(db, tenant.slug, usual))) found.leaks++;
      } catch {
        found.failures++;
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return found;
}

type Db = ReturnType<typeof contextFor>['db'];

async function isOwn(db: Db, slug: string, usual: object): Promise<boolean> {
  const same = (session: object) => hash(session) === hash(usual);
  const kind = randomInt(4);
  if (kind === 0) return (await db.rows(readTags)).every(({ name }) => name === slug);
  if (kind === 1) return same((await db.row(look))!);
  if (kind === 2) {
    const { name, ...session } = (await db.row(lookAndRead))!;
    return name === slug && same(session);
  }
  return db.transaction(async (tx) => {
    const changed = await tx.rows(touch, slug);
    return changed.length === 1 && changed[0]!.name === slug && same((await tx.row(look))!);
  });
}

const hash = (value: object): string => createHash('sha1').update(JSON.stringify(value)).digest('hex');

/** What no code of ours may do: settings outside a transaction, left to whoever comes next. */
async function plant(url: string): Promise<pg.Client[]> {
  const clients = Array.from({ length: 10 }, () => new pg.Client({ connectionString: url }));
  for (const client of clients) {
    await client.connect();
    await client.query('set search_path = t_c0');
    await client.query(`set nexus.mark = 'planted'`);
  }
  return clients;
}
