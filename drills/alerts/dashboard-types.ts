// Whether the shipped dashboards are what Grafana reads: each is held against Grafana's own types, by TypeScript, and
// so is one with a planted mistake.

import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DEBIAN_ROOT } from '../kit/debian-root.ts';
import type { Figure } from '../kit/figure.ts';
import type { Need } from '../kit/need.ts';
import { ROOT_FOLDER } from '../kit/nexus.ts';
import { runProcess } from '../kit/process.ts';
import type { Trial } from '../kit/trial.ts';
import { DEPLOY } from './rules.ts';

const PLACE = join(dirname(DEBIAN_ROOT), 'grafana');
const TYPES = join(PLACE, 'node_modules/@grafana');

export const GRAFANA_TYPES: Need = {
  name: '@grafana/schema',
  command: `npm install --prefix ${PLACE} --no-audit --no-fund --ignore-scripts @grafana/schema@13.2.3`,
  present: () => existsSync(join(TYPES, 'schema/package.json')),
};

// JSON has the values of enums, not their names.
const PLAIN = `import type { Dashboard } from '@grafana/schema';
import type { Options as BarGauge } from './node_modules/@grafana/schema/dist/types/raw/composable/bargauge/panelcfg/x/types.gen';
import type { Options as Stat } from './node_modules/@grafana/schema/dist/types/raw/composable/stat/panelcfg/x/types.gen';
import type { Options as TimeSeries } from './node_modules/@grafana/schema/dist/types/raw/composable/timeseries/panelcfg/x/types.gen';
type Plain<T> = T extends string ? \`\${T}\` : T extends readonly (infer U)[] ? Plain<U>[]
  : T extends object ? { [K in keyof T]: Plain<T[K]> } : T;
export type PlainDashboard = Plain<Dashboard>;
export interface PlainOptions {
  bargauge: Partial<Plain<BarGauge>>;
  stat: Partial<Plain<Stat>>;
  timeseries: Partial<Plain<TimeSeries>>;
}
`;

const SETTINGS = {
  compilerOptions: {
    strict: true,
    noEmit: true,
    module: 'esnext',
    moduleResolution: 'bundler',
    types: [],
    skipLibCheck: true,
  },
};

interface GrafanaJson {
  readonly panels: readonly { readonly type: string; readonly options: object }[];
}

export async function typedDashboards(trial: Trial): Promise<Figure[]> {
  trial.say('dashboards against the types of Grafana');
  const folder = join(trial.folder, 'dashboards');
  await mkdir(join(folder, 'node_modules'), { recursive: true });
  await symlink(TYPES, join(folder, 'node_modules/@grafana'));
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(SETTINGS));
  await writeFile(join(folder, 'plain.ts'), PLAIN);
  const files = await readdir(join(DEPLOY, 'grafana/dashboards'));
  const texts = await Promise.all(
    files.map((file) => readFile(join(DEPLOY, 'grafana/dashboards', file), 'utf8')),
  );
  const passes = (list: readonly string[]) => isTyped(trial, folder, list);
  const sound = (await passes(texts)) ? texts.length : 0;
  const misspelt = texts[0]!.replaceAll('"showLegend"', '"showLegends"');
  const noticed = [texts[0]!.replaceAll('"refresh"', '"refesh"'), misspelt];
  let planted = 0;
  for (const text of noticed) if (!(await passes([text]))) planted++;
  return [
    { name: 'dashboards of the right type', value: sound, atLeast: files.length, unit: `of ${files.length}` },
    { name: 'planted mistakes in dashboards found', value: planted, atLeast: 2, unit: 'of 2' },
  ];
}

/** Whether TypeScript takes the dashboards, and the options of each panel, as literals of their types. */
async function isTyped(trial: Trial, folder: string, texts: readonly string[]): Promise<boolean> {
  const literals = texts.flatMap((text, index) => [
    `export const dashboard${index}: PlainDashboard = ${text};`,
    ...(JSON.parse(text) as GrafanaJson).panels.map(
      ({ type, options }, panel) =>
        `export const options${index}_${panel}: PlainOptions['${type}'] = ${JSON.stringify(options)};`,
    ),
  ]);
  const head = `import type { PlainDashboard, PlainOptions } from './plain';\n`;
  await writeFile(join(folder, 'dashboards.ts'), `${head}${literals.join('\n')}\n`);
  const tsc = join(ROOT_FOLDER, 'node_modules/.bin/tsc');
  return runProcess(trial, { name: 'tsc', command: tsc, args: ['-p', folder] }).then(
    () => true,
    (error: Error) => {
      if (texts.length > 1) trial.say(error.message);
      return false;
    },
  );
}
