// What has a program of its own that checks it.

import { cpSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { COMPOSE } from '../image/docker.ts';
import { DEBIAN_ROOT } from '../kit/debian-root.ts';
import { faultsOfFront } from '../kit/haproxy.ts';
import type { Trial } from '../kit/trial.ts';
import type { Checker } from './checker.ts';
import { complaints } from './run.ts';

export const jenkinsfile = (tools: string): Checker => ({
  name: 'Jenkinsfile',
  plant: { file: 'Jenkinsfile', text: "stage('Check') {", becomes: "stage('Check' {" },
  async faults(root) {
    const program = join(tools, 'node_modules/npm-groovy-lint/lib/index.js');
    const what = ['--path', root, '--files', 'Jenkinsfile'];
    return complaints(process.execPath, [
      program,
      '--noserver',
      '--parse',
      '--loglevel',
      'error',
      '--failon',
      'error',
      ...what,
    ]);
  },
});

/** By every HAProxy at hand. */
export const haproxy = (trial: Trial): Checker => ({
  name: 'HAProxy',
  plant: {
    file: 'deploy/haproxy/haproxy.cfg',
    text: 'option redispatch 1',
    becomes: 'option redispatched 1',
  },
  faults: (root) => faultsOfFront(trial, join(root, 'deploy/haproxy')),
});

export const composeFile: Checker = {
  name: 'Compose',
  plant: { file: 'deploy/compose/compose.yaml', text: 'cap_drop:', becomes: 'cap_dropped:' },
  async faults(root) {
    const folder = join(root, 'deploy/compose');
    const files = ['--env-file', join(folder, '.env.example'), '-f', join(folder, 'compose.yaml')];
    return complaints(COMPOSE, [...files, '--profile', '*', 'config', '--quiet']);
  },
};

/** Prometheus's programs run in the Debian root, which sees a copy. */
export const prometheus: Checker = {
  name: 'Prometheus',
  plant: { file: 'deploy/prometheus/rules/service.yml', text: 'expr:', becomes: 'expression:' },
  async faults(root) {
    const inside = `/tmp/lint-${process.pid}`;
    const copy = join(DEBIAN_ROOT, inside);
    cpSync(join(root, 'deploy'), copy, { recursive: true });
    try {
      const rules = readdirSync(join(copy, 'prometheus/rules')).map(
        (name) => `${inside}/prometheus/rules/${name}`,
      );
      const run = (...args: readonly string[]) => complaints('chroot', [DEBIAN_ROOT, ...args]);
      return [
        ...run('promtool', 'check', 'rules', '--lint=all', '--lint-fatal', ...rules),
        ...run('promtool', 'check', 'config', '--syntax-only', `${inside}/prometheus/prometheus.yml`),
      ];
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  },
};
