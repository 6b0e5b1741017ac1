// Three database machines as docs/host/high-availability.md sets them up: etcd, Patroni and PostgreSQL each, on a
// loopback address and in a process namespace of its own, so that a machine is lost with everything on it at one stroke;
// and HAProxy before them. All of them run the files of deploy/postgres.

import { spawnSync } from 'node:child_process';
import { chownSync, copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import pg from 'pg';
import { inRoot, type RootFolder, rootFolder, rootUser } from './chroot.ts';
import { DEBIAN_ROOT } from './debian-root.ts';
import { findProgram } from './need.ts';
import { ROOT_FOLDER } from './nexus.ts';
import { type Running, startProcess, until } from './process.ts';
import { BINARIES } from './root-postgres.ts';
import type { Trial } from './trial.ts';

export interface Cluster {
  /** By HAProxy, for role nexus, owner of database nexus. */
  readonly url: string;
  /** The same for a standby. */
  readonly replicaUrl: string;
  /** The primary's postmaster is killed; the machine stays. */
  crashPrimary(): Promise<void>;
  /** The primary's machine is gone at once; gives what brings it back. */
  losePrimary(): Promise<() => void>;
  /** Waits until a primary and a synchronous standby are there, and as many running members as told. */
  untilHealthy(members: number): Promise<void>;
}

interface Node {
  readonly name: string;
  readonly address: string;
  readonly folder: RootFolder;
  running: Running;
}

const SECRET = 'secret';
const FILES = join(ROOT_FOLDER, 'deploy/postgres');

/** Starts everything and makes role and database. */
export async function startCluster(trial: Trial): Promise<Cluster> {
  // A network of the loopback that nobody else uses at this moment.
  const network = `127.${100 + (process.pid % 100)}.${Math.floor(process.pid / 100) % 250}`;
  const addresses = [1, 2, 3].map((number) => `${network}.${number}`);
  const nodes = addresses.map((address, index) => makeNode(trial, `node${index + 1}`, address));
  const start = (node: Node) => {
    node.running = startNode(trial, node, nodes);
  };
  for (const node of nodes) start(node);
  const proxy = startProxy(trial, addresses, `${network}.10:5432`, `${network}.11:5432`);
  const members = () => membersOf(nodes);
  const primary = async () => {
    const name = (await members()).find(({ role }) => role === 'leader')?.name;
    return nodes.find((node) => node.name === name)!;
  };
  const untilHealthy = (count: number) =>
    until('the cluster to be healthy', async () => isHealthy(await members(), count), {
      seconds: 120,
      every: 500,
      logFile: nodes[0]!.running.logFile,
    });
  await untilHealthy(3);
  const superuser = `postgres://postgres:${SECRET}@${network}.10:5432/postgres`;
  await until('HAProxy to lead to the primary', () => makeDatabase(superuser), {
    logFile: proxy.logFile,
    every: 500,
  });
  return {
    url: `postgres://nexus:${SECRET}@${network}.10:5432/nexus`,
    replicaUrl: `postgres://nexus:${SECRET}@${network}.11:5432/nexus`,
    untilHealthy,
    async crashPrimary() {
      killPostmaster(await primary());
    },
    async losePrimary() {
      const node = await primary();
      await node.running.kill();
      return () => start(node);
    },
  };
}

function makeNode(trial: Trial, name: string, address: string): Node {
  const folder = rootFolder(trial, name);
  const { uid, gid } = rootUser('postgres');
  copyFileSync(join(FILES, 'patroni.yml'), join(folder.outside, 'patroni.yml'));
  mkdirSync(join(folder.outside, 'home'), { mode: 0o700 });
  for (const path of [folder.outside, join(folder.outside, 'home')]) chownSync(path, uid, gid);
  return { name, address, folder, running: undefined as never };
}

/** One machine. Its first process ends with everything that was started in it. */
function startNode(trial: Trial, node: Node, nodes: readonly Node[]): Running {
  const script = `
    mkdir -p ${DEBIAN_ROOT}/run/postgresql
    mount -t tmpfs -o mode=1777 sockets ${DEBIAN_ROOT}/run/postgresql || exit 1
    mount -t proc proc ${DEBIAN_ROOT}/proc && mount --rbind /dev ${DEBIAN_ROOT}/dev || exit 1
    chroot --userspec=postgres ${DEBIAN_ROOT} /usr/bin/etcd &
    chroot --userspec=postgres ${DEBIAN_ROOT} /usr/bin/patroni ${node.folder.inside}/patroni.yml &
    wait`;
  const running = startProcess(trial, {
    name: node.name,
    command: 'unshare',
    args: ['--pid', '--fork', '--kill-child', '--mount', 'sh', '-c', script],
    env: {
      ...settingsOf(node, nodes),
      LC_ALL: 'C.UTF-8',
      HOME: `${node.folder.inside}/home`,
      TMPDIR: '/tmp',
    },
  });
  // It takes no notice of a request to end.
  trial.atEnd(() => running.kill());
  return running;
}

/** What differs from machine to machine, as high-availability.md tells it. */
function settingsOf({ name, address, folder }: Node, nodes: readonly Node[]): Record<string, string> {
  const url = (port: number, host = address) => `http://${host}:${port}`;
  return {
    ...(parseEnv(readFileSync(join(FILES, 'etcd.env'), 'utf8')) as Record<string, string>),
    ETCD_NAME: name,
    ETCD_DATA_DIR: `${folder.inside}/home/etcd`,
    ETCD_LISTEN_CLIENT_URLS: url(2379),
    ETCD_ADVERTISE_CLIENT_URLS: url(2379),
    ETCD_LISTEN_PEER_URLS: url(2380),
    ETCD_INITIAL_ADVERTISE_PEER_URLS: url(2380),
    ETCD_INITIAL_CLUSTER: nodes.map((one) => `${one.name}=${url(2380, one.address)}`).join(','),
    PATRONI_NAME: name,
    PATRONI_ETCD3_HOSTS: nodes.map((one) => `${one.address}:2379`).join(','),
    PATRONI_RESTAPI_LISTEN: `${address}:8008`,
    PATRONI_RESTAPI_CONNECT_ADDRESS: `${address}:8008`,
    PATRONI_POSTGRESQL_LISTEN: `${address}:5432`,
    PATRONI_POSTGRESQL_CONNECT_ADDRESS: `${address}:5432`,
    PATRONI_POSTGRESQL_DATA_DIR: `${folder.inside}/home/data`,
    PATRONI_POSTGRESQL_PGPASS: `${folder.inside}/home/pgpass`,
    PATRONI_POSTGRESQL_BIN_DIR: BINARIES,
    PATRONI_SUPERUSER_PASSWORD: SECRET,
    PATRONI_REPLICATION_PASSWORD: SECRET,
    PATRONI_REWIND_PASSWORD: SECRET,
  };
}

function startProxy(trial: Trial, addresses: readonly string[], primary: string, standby: string): Running {
  const folder = rootFolder(trial, 'haproxy');
  copyFileSync(join(FILES, 'haproxy-postgres.cfg'), join(folder.outside, 'haproxy.cfg'));
  const [PG_NODE1, PG_NODE2, PG_NODE3] = addresses as [string, string, string];
  return startProcess(trial, {
    name: 'haproxy',
    ...inRoot('/usr/sbin/haproxy', ['-db', '-f', `${folder.inside}/haproxy.cfg`]),
    env: { PG_NODE1, PG_NODE2, PG_NODE3, PG_LISTEN: primary, PG_REPLICA_LISTEN: standby },
  });
}

interface Member {
  readonly name: string;
  readonly role: string;
  readonly state: string;
}

/** As any of the machines that are there sees them. */
async function membersOf(nodes: readonly Node[]): Promise<Member[]> {
  for (const { address } of nodes) {
    const found = await askMembers(address).catch(() => null);
    if (found !== null) return found;
  }
  return [];
}

async function askMembers(address: string): Promise<Member[] | null> {
  const answer = await fetch(`http://${address}:8008/cluster`, { signal: AbortSignal.timeout(2000) });
  return answer.ok ? ((await answer.json()) as { members: Member[] }).members : null;
}

const isHealthy = (members: readonly Member[], count: number): boolean =>
  members.filter(({ state }) => state === 'running' || state === 'streaming').length >= count &&
  ['leader', 'sync_standby'].every((role) => members.some((one) => one.role === role));

async function makeDatabase(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query(`create role nexus login password '${SECRET}'`);
    await client.query('create database nexus owner nexus');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Within the machine's namespace the postmaster has the number that its file tells. */
function killPostmaster({ running, folder }: Node): void {
  const [init] = readFileSync(`/proc/${running.pid}/task/${running.pid}/children`, 'utf8').trim().split(' ');
  const postmaster = readFileSync(join(folder.outside, 'home/data/postmaster.pid'), 'utf8').split('\n')[0]!;
  const { status, stderr } = spawnSync(
    findProgram('nsenter')!,
    ['-t', init!, '-p', 'kill', '-9', postmaster],
    {
      encoding: 'utf8',
    },
  );
  if (status !== 0) throw new Error(`The postmaster could not be killed: ${stderr}`);
}
