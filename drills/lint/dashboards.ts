// Grafana's dashboards, against the types that Grafana itself is built with.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Checker } from './checker.ts';
import { misfits } from './typed.ts';

const FOLDER = 'deploy/grafana/dashboards';

export const dashboards = (tools: string): Checker => ({
  name: 'Grafana dashboards',
  plant: { file: `${FOLDER}/overview.json`, text: '"datasource"', becomes: '"dataSource"' },
  async faults(root) {
    const texts = readdirSync(join(root, FOLDER)).map((name) =>
      readFileSync(join(root, FOLDER, name), 'utf8'),
    );
    const kind = { module: '@grafana/schema', type: 'Dashboard', asWritten: true };
    return misfits(
      tools,
      texts.map((text) => ({ ...kind, value: JSON.parse(text) })),
    );
  },
});
