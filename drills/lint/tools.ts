// Checkers that npm brings, too large to be dependencies of Nexus: they are fetched once and kept beside the Debian root.

import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DEBIAN_ROOT } from '../kit/debian-root.ts';
import { runProcess } from '../kit/process.ts';
import type { Trial } from '../kit/trial.ts';

const PACKAGES = {
  '@actions/workflow-parser': '0.3.61',
  '@grafana/schema': '13.2.3',
  '@kubernetes-models/prometheus-operator': '6.0.0',
  'kubernetes-models': '5.1.0',
  'npm-groovy-lint': '18.0.0',
  yaml: '2.9.1',
};

const FOLDER = process.env.DRILL_LINT_TOOLS ?? join(DEBIAN_ROOT, '../lint-tools');

/** Where they lie: `node_modules` is below it. */
export async function bringTools(trial: Trial): Promise<string> {
  const done = join(FOLDER, `complete-${Object.entries(PACKAGES).flat().join('-').replaceAll('/', '_')}`);
  if (existsSync(done)) return FOLDER;
  trial.say('fetching the checkers');
  await mkdir(FOLDER, { recursive: true });
  await writeFile(join(FOLDER, 'package.json'), JSON.stringify({ private: true, dependencies: PACKAGES }));
  const args = ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--prefix', FOLDER];
  // With all of the machine's environment: it may say which registry and which authorities to trust.
  const env = process.env as Record<string, string>;
  await runProcess(trial, { name: 'npm install', command: 'npm', args, env });
  await writeFile(done, '');
  return FOLDER;
}
