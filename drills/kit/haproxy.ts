// The front door as it is shipped: started before a deployment's web processes, reloaded, and its configuration checked
// by each HAProxy that is at hand.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { makeCertificate } from './certificate.ts';
import { DEBIAN_ROOT } from './debian-root.ts';
import { findProgram, program } from './need.ts';
import { ROOT_FOLDER } from './nexus.ts';
import { answers, freePort, type Running, startProcess, until } from './process.ts';
import type { Trial } from './trial.ts';

export const HAPROXY = program('haproxy');

/** The shipped files. */
export const FRONT_FOLDER = join(ROOT_FOLDER, 'deploy/haproxy');

/** What comes beside haproxy.cfg: one of the two. */
const SERVER_LISTS = ['servers.cfg', 'servers-by-name.cfg'];

export interface Front extends Running {
  /** `https://127.0.0.1:40123`, and the same without TLS. */
  readonly address: string;
  readonly port: number;
  readonly plainPort: number;
  /** Where certbot would answer. */
  readonly acmePort: number;
  /** HAProxy's own metrics and health. */
  readonly metricsAddress: string;
  /** Where its certificates lie, one file per name. */
  readonly certificates: string;
  readonly socket: string;
  /** The certificate that clients believe. */
  readonly ca: string;
  /** Reads its configuration and certificates anew without losing a connection. */
  reload(): void;
}

/** Settings with which one computer may send what a thousand would. */
const NO_LIMITS = {
  FRONT_REQUESTS_PER_ADDRESS: '1000000000',
  FRONT_REQUESTS_PER_TOKEN: '1000000000',
  FRONT_CONNECTIONS_PER_ADDRESS: '100000',
};

/** Starts HAProxy before three web processes, given as `host:port`, and waits until it sees them. */
export async function startFront(
  trial: Trial,
  webs: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Front> {
  const place = await findPlace(trial);
  const servers = Object.fromEntries(webs.map((web, index) => [`WEB_${index + 1}`, web]));
  const running = startProcess(trial, {
    name: 'front',
    command: findProgram('haproxy')!,
    args: ['-W', '-db', '-f', join(FRONT_FOLDER, 'haproxy.cfg'), '-f', join(FRONT_FOLDER, 'servers.cfg')],
    env: { ...settingsOf(place), ...servers, ...NO_LIMITS, ...env },
  });
  const metricsAddress = `http://127.0.0.1:${place.metricsPort}`;
  const logFile = running.logFile;
  await until('the front door to see a server', () => answers(`${metricsAddress}/readyz`), { logFile });
  return {
    ...running,
    ...place,
    address: `https://127.0.0.1:${place.port}`,
    metricsAddress,
    reload: () => void process.kill(running.pid, 'SIGUSR2'),
  };
}

type Place = Pick<Front, 'port' | 'plainPort' | 'acmePort' | 'certificates' | 'socket' | 'ca'> & {
  readonly metricsPort: number;
};

/** Ports, folders and a certificate of its own. */
async function findPlace(trial: Trial): Promise<Place> {
  const port = await freePort();
  const certificates = join(trial.folder, `certificates-${port}`);
  return {
    port,
    plainPort: await freePort(),
    acmePort: await freePort(),
    metricsPort: await freePort(),
    certificates,
    socket: join(trial.folder, `front-${port}.sock`),
    ca: await placeCertificate(trial, certificates),
  };
}

const settingsOf = (place: Place): Record<string, string> => ({
  FRONT_HTTP: `127.0.0.1:${place.plainPort}`,
  FRONT_HTTPS: `127.0.0.1:${place.port}`,
  FRONT_METRICS: `127.0.0.1:${place.metricsPort}`,
  FRONT_ACME: `127.0.0.1:${place.acmePort}`,
  FRONT_CERTIFICATES: place.certificates,
  FRONT_SOCKET: place.socket,
  FRONT_USER: whoServes(),
});

/** Root opens the doors, then becomes nobody in particular, as on a host; others stay who they are. */
const whoServes = (): string => (process.getuid?.() === 0 ? 'haproxy' : userInfo().username);

async function placeCertificate(trial: Trial, folder: string): Promise<string> {
  const names = ['DNS:localhost', 'IP:127.0.0.1'];
  const { keyFile, text } = await makeCertificate(trial, 'localhost', names);
  await mkdir(folder, { recursive: true });
  const key = await readFile(keyFile, 'utf8');
  await writeFile(join(folder, 'localhost.pem'), text + key, { mode: 0o600 });
  return text;
}

/** What the HAProxys at hand find wrong with the configuration in a folder, warnings included; nothing when it is good. */
export async function faultsOfFront(trial: Trial, folder: string = FRONT_FOLDER): Promise<readonly string[]> {
  const certificates = join(trial.folder, 'checked-certificates');
  await placeCertificate(trial, certificates);
  const env = {
    ...process.env,
    FRONT_CERTIFICATES: certificates,
    FRONT_USER: userInfo().username,
    WEB_1: '127.0.0.1:3001',
    WEB_2: '127.0.0.1:3002',
    WEB_3: '127.0.0.1:3003',
    WEB: 'web:3000',
  };
  const faults: string[] = [];
  for (const [command, ...args] of haproxies()) {
    for (const list of SERVER_LISTS) {
      const files = ['haproxy.cfg', list].flatMap((file) => ['-f', join(folder, file)]);
      const { status, stderr } = spawnSync(command!, [...args, '-c', ...files], { env, encoding: 'utf8' });
      const told = stderr.split('\n').filter((line) => /ALERT|WARNING|rror/.test(line));
      faults.push(...told, ...(status === 0 || told.length > 0 ? [] : [`exit code ${status}: ${stderr}`]));
    }
  }
  return faults;
}

/** The machine's HAProxy, and the newer one of the Debian root, run with the libraries it was made for. */
function haproxies(): readonly (readonly string[])[] {
  const newer = join(DEBIAN_ROOT, 'usr/sbin/haproxy');
  const loader = join(DEBIAN_ROOT, 'lib64/ld-linux-x86-64.so.2');
  const libraries = join(DEBIAN_ROOT, 'usr/lib/x86_64-linux-gnu');
  const here = findProgram('haproxy');
  return [
    ...(here === undefined ? [] : [[here]]),
    ...(existsSync(newer) && existsSync(loader) ? [[loader, '--library-path', libraries, newer]] : []),
  ];
}
