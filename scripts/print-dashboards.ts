// Writes the dashboards of Grafana from their description in scripts/dashboards; with --check only tells whether they
// are what it says.

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DASHBOARDS } from './dashboards/all.ts';
import { grafanaJson } from './dashboards/dashboard.ts';

const FOLDER = join(import.meta.dirname, '../deploy/grafana/dashboards');

await mkdir(FOLDER, { recursive: true });
for (const dashboard of DASHBOARDS) {
  const file = join(FOLDER, `${dashboard.uid}.json`);
  const printed = `${JSON.stringify(grafanaJson(dashboard), null, 2)}\n`;
  if (!process.argv.includes('--check')) await writeFile(file, printed);
  else if ((await readFile(file, 'utf8').catch(() => '')) !== printed) {
    console.error(`${file} is stale: run bin/nexus --node scripts/print-dashboards.ts`);
    process.exitCode = 1;
  }
}
