// A Docker of the drill's own: its daemon has a folder, a socket and, once images are built, a network namespace of
// its own, so that nothing of the machine's is touched. Images are kept for the next run.

import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DEBIAN_ROOT } from '../kit/debian-root.ts';
import { runProcess, startProcess, until } from '../kit/process.ts';
import type { Trial } from '../kit/trial.ts';

const IMAGES = join(DEBIAN_ROOT, '../docker');
export const COMPOSE = join(DEBIAN_ROOT, 'usr/libexec/docker/cli-plugins/docker-compose');

export interface Docker {
  readonly pid: number;
  /** Where volumes lie. */
  readonly images: string;
  /** Runs `docker …` and gives what it printed. */
  docker(...args: readonly string[]): Promise<string>;
  /** Runs a program with the daemon's socket in its environment. */
  run(command: string, args: readonly string[], env?: Readonly<Record<string, string>>): Promise<string>;
  stop(): Promise<void>;
}

/**
 * Starts the daemon. To build it shares the machine's network, through which packages come, and makes none; to run
 * containers it has a namespace where it may make bridges and rules as it likes.
 */
export async function startDocker(trial: Trial, network: 'to build' | 'to run'): Promise<Docker> {
  const images = process.env.DRILL_DOCKER ?? IMAGES;
  await mkdir(images, { recursive: true });
  const socket = `unix://${join(trial.folder, 'docker.sock')}`;
  const folders = ['--data-root', images, '--exec-root', join(trial.folder, 'run'), '-H', socket];
  const limits = ['--default-ulimit', 'nofile=20000:20000', '--pidfile', join(trial.folder, 'docker.pid')];
  const own = 'ip link set lo up && exec "$@"';
  // Mounts of its own go with it. They are shared, as systemd has them: the node exporter looks at all of the machine's.
  const [command, ...args] = [
    ...['unshare', '--mount', '--propagation', 'shared'],
    ...(network === 'to run' ? ['--net', 'sh', '-c', own, 'sh'] : []),
    ...['dockerd', ...folders, ...limits],
    ...(network === 'to build' ? ['--bridge=none', '--iptables=false'] : []),
  ];
  const name = network === 'to run' ? 'dockerd' : 'dockerd-build';
  const daemon = startProcess(trial, { name, command: command!, args });
  const run = (program: string, list: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    runProcess(trial, {
      name: [program.split('/').at(-1), ...list].join(' ').slice(0, 80),
      command: program,
      args: list,
      // The builder of old: the other is a plugin and fetches its own images.
      env: { DOCKER_HOST: socket, DOCKER_BUILDKIT: '0', ...env },
    });
  const docker = (...list: readonly string[]) => run('docker', list);
  const { logFile } = daemon;
  await until('Docker to answer', () => docker('version').then(Boolean, () => false), {
    logFile,
    every: 500,
  });
  const stop = async () => {
    await daemon.stop();
    await rm(join(trial.folder, 'docker.sock'), { force: true });
  };
  return { pid: daemon.pid, images, docker, run, stop };
}
