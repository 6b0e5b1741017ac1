// Every file that hosts and CI get, through the program that knows its kind; and each of these finds a planted fault.

import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inDebianRoot } from './kit/debian-root.ts';
import type { Drill } from './kit/drill.ts';
import type { Figure } from './kit/figure.ts';
import { program } from './kit/need.ts';
import { ROOT_FOLDER } from './kit/nexus.ts';
import type { Trial } from './kit/trial.ts';
import type { Checker } from './lint/checker.ts';
import { dashboards } from './lint/dashboards.ts';
import { manifests } from './lint/manifests.ts';
import { composeFile, haproxy, jenkinsfile, prometheus } from './lint/programs.ts';
import { bringTools } from './lint/tools.ts';
import { workflows } from './lint/workflows.ts';

export const lint: Drill = {
  summary:
    'Puts every manifest, workflow and configuration through its checker, and plants a fault in each that must be found.',
  needs: [
    program('kubectl', 'kubernetes-client'),
    program('java', 'default-jre-headless'),
    program('haproxy'),
    inDebianRoot('usr/libexec/docker/cli-plugins/docker-compose'),
    inDebianRoot('usr/bin/promtool'),
  ],
  async run(trial) {
    const tools = await bringTools(trial);
    const copy = join(trial.folder, 'copy');
    for (const path of ['deploy', '.github', 'Jenkinsfile']) {
      await cp(join(ROOT_FOLDER, path), join(copy, path), { recursive: true });
    }
    const checkers = [
      manifests(tools),
      await workflows(tools, trial.folder),
      jenkinsfile(tools),
      haproxy(trial),
      composeFile,
      prometheus,
      dashboards(tools),
    ];
    const figures: Figure[] = [];
    for (const checker of checkers) figures.push(...(await examine(trial, checker, copy)));
    return figures;
  },
};

/** As shipped it finds nothing, with the planted fault it finds something. */
async function examine(
  trial: Trial,
  { name, plant, faults }: Checker,
  copy: string,
): Promise<readonly Figure[]> {
  trial.say(name);
  const found = await faults(copy);
  for (const one of found.slice(0, 20)) trial.say(one);
  const path = join(copy, plant.file);
  const good = await readFile(path, 'utf8');
  if (!good.includes(plant.text)) throw new Error(`${plant.file} has no "${plant.text}" to spoil`);
  await writeFile(path, good.replace(plant.text, plant.becomes));
  const caught = await faults(copy);
  await writeFile(path, good);
  return [
    { name: `${name}: faults`, value: found.length, atMost: 0 },
    { name: `${name}: planted fault found`, value: caught.length > 0 ? 1 : 0, atLeast: 1 },
  ];
}
