// The shipped Compose stack, started from a copy of its folder, where its setup may write secrets and a certificate.

import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT_FOLDER } from '../kit/nexus.ts';
import type { Trial } from '../kit/trial.ts';
import { COMPOSE, type Docker } from './docker.ts';

/** What Nexus itself needs, and what watches it. Grafana and the mail catcher are in no package of Debian. */
const SERVICES = ['haproxy', 'web', 'worker', 'migrate', 'postgres', 'pgbouncer', 'valkey'];
const WATCHING = ['prometheus', 'alertmanager', 'blackbox', 'node-exporter', 'postgres-exporter'];

/** Starts what watches. */
export const startWatching = ({ compose }: Stack): Promise<string> =>
  compose('up', '--detach', '--pull', 'never', ...WATCHING);

export interface Stack {
  readonly docker: Docker;
  readonly origin: string;
  readonly certificate: string;
  /** NEXUS_HOME as seen from outside the containers. */
  readonly home: string;
  /** Of a member called Ben. */
  readonly token: string;
  compose(...args: readonly string[]): Promise<string>;
}

/** Starts it, with a community at localhost and one member; everything is gone with the drill. */
export async function startStack(trial: Trial, docker: Docker): Promise<Stack> {
  const deploy = join(trial.folder, 'deploy');
  await cp(join(ROOT_FOLDER, 'deploy'), deploy, { recursive: true });
  const folder = join(deploy, 'compose');
  await docker.run(join(folder, 'setup'), []);
  const compose = (...args: readonly string[]) =>
    docker.run(COMPOSE, ['--project-directory', folder, '-f', join(folder, 'compose.yaml'), ...args]);
  trial.atEnd(() => compose('down', '--volumes', '--timeout', '10'));
  // Comes back once HAProxy runs, which waits for the web processes to be healthy, and these for all else.
  await compose('up', '--detach', '--pull', 'never', ...SERVICES);
  const nexus = (...args: readonly string[]) => compose('exec', '-T', 'worker', 'nexus', ...args);
  await nexus('tenant', 'create', 'main', '--domain', 'localhost');
  await nexus('user', 'create', 'ben', '--email', 'ben@example.org', '--password', 'a long walk home');
  const token = (await nexus('token', 'create', '--user', 'ben')).trim().split('\n').at(-1)!;
  return {
    docker,
    compose,
    token,
    origin: 'https://localhost',
    certificate: join(folder, 'certificates/localhost.pem'),
    home: join(docker.images, 'volumes/nexus_nexus/_data'),
  };
}
