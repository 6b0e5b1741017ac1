// The image and the Compose stack, as a host gets them: built from the shipped Dockerfile, started by the shipped Compose
// file, and walked through by a member over TLS. What comes from registries of images in public is made here.

import { join } from 'node:path';
import { makeNodeImage, makeStandIns } from './image/base.ts';
import { startDocker } from './image/docker.ts';
import { examine } from './image/examine.ts';
import { type Stack, startStack, startWatching } from './image/stack.ts';
import type { Watched } from './image/watching.ts';
import { inDebianRoot } from './kit/debian-root.ts';
import type { Drill } from './kit/drill.ts';
import type { Figure } from './kit/figure.ts';
import { program, ROOT } from './kit/need.ts';
import { ROOT_FOLDER } from './kit/nexus.ts';
import type { Trial } from './kit/trial.ts';

export const image: Drill = {
  summary:
    'Builds the image from the shipped Dockerfile, starts the shipped Compose stack from it and walks through it over TLS.',
  needs: [
    ROOT,
    program('dockerd', 'docker.io'),
    program('docker', 'docker.io'),
    program('mmdebstrap'),
    inDebianRoot('usr/libexec/docker/cli-plugins/docker-compose'),
    inDebianRoot('usr/sbin/haproxy'),
    inDebianRoot('usr/sbin/pgbouncer'),
    inDebianRoot('usr/bin/valkey-server'),
    inDebianRoot('usr/bin/prometheus'),
    inDebianRoot('usr/bin/prometheus-postgres-exporter'),
  ],
  async run(trial) {
    const built = await build(trial);
    const docker = await startDocker(trial, 'to run');
    await makeStandIns(trial, docker);
    const began = Date.now();
    const stack = await startStack(trial, docker);
    const up = (Date.now() - began) / 1000;
    trial.say('the stack is up');
    const steps = await walk(stack);
    await startWatching(stack);
    const watched = await watch(trial, stack);
    return [
      ...built,
      ...(await examine(docker, stack)),
      { name: 'the stack, from nothing to ready', value: up, unit: 's', atMost: 180 },
      { name: 'steps of a first visit through HAProxy over TLS', value: steps, unit: 'of 9', atLeast: 9 },
      ...watched,
    ];
  },
};

/** Builds the image under the name the Compose file uses. */
async function build(trial: Trial): Promise<readonly Figure[]> {
  const docker = await startDocker(trial, 'to build');
  await makeNodeImage(trial, docker);
  trial.say('building the image');
  const file = join(ROOT_FOLDER, 'deploy/docker/Dockerfile');
  await docker.docker('build', '--network=host', '-f', file, '-t', 'nexus:latest', ROOT_FOLDER);
  const size = Number(await docker.docker('image', 'inspect', '--format={{.Size}}', 'nexus:latest'));
  const list = ['run', '--rm', '--network=host', '--entrypoint=cat', 'nexus:latest', '/nexus/sbom.cdx.json'];
  const parts = JSON.parse(await docker.docker(...list)) as { components: readonly unknown[] };
  await docker.stop();
  return [
    { name: 'size of the image', value: size / 1e6, unit: 'MB', atMost: 250 },
    { name: 'packages in its SBOM', value: parts.components.length, atLeast: 100 },
  ];
}

async function walk(stack: Stack): Promise<number> {
  const { origin, certificate, home, token } = stack;
  const printed = await inside(stack, 'journey.ts', [origin, certificate, join(home, 'mail/main'), token]);
  return printed.trim().split('\n').length;
}

async function watch(trial: Trial, stack: Stack): Promise<Figure[]> {
  const { down, up, groups, alertmanagers } = JSON.parse(await inside(stack, 'watching.ts')) as Watched;
  for (const one of down) trial.say(`not watched: ${one}`);
  return [
    { name: 'targets that Prometheus of the stack scrapes', value: up, atLeast: 8 },
    { name: 'targets that do not answer it', value: down.length, atMost: 0 },
    { name: 'groups of rules it evaluates', value: groups, atLeast: 5 },
    { name: 'Alertmanagers it tells', value: alertmanagers, atLeast: 1 },
  ];
}

/** Runs a program in the network namespace of the stack, and gives what it prints. */
const inside = ({ docker }: Stack, name: string, args: readonly string[] = []): Promise<string> =>
  docker.run('nsenter', [
    `--net=/proc/${docker.pid}/ns/net`,
    process.execPath,
    join(ROOT_FOLDER, 'drills/image', name),
    ...args,
  ]);
