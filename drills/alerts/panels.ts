// Whether every panel of the shipped dashboards has an answer from a Prometheus that watches a Nexus in use.

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Figure } from '../kit/figure.ts';
import type { Trial } from '../kit/trial.ts';
import type { Deployment } from './deployment.ts';
import { enqueueMails } from './faults.ts';
import { DEPLOY } from './rules.ts';

/** Seconds until there is something to see. */
const PATIENCE = 90;

interface Dashboard {
  readonly panels: readonly {
    readonly title: string;
    readonly targets: readonly { readonly expr: string }[];
  }[];
}

/** Uses the deployment a little, and asks every query until it has an answer. */
export async function answeredPanels(
  trial: Trial,
  prometheus: string,
  deployment: Deployment,
): Promise<Figure[]> {
  const queries = await shippedQueries();
  let left = queries;
  for (const end = Date.now() + PATIENCE * 1000; left.length > 0 && Date.now() < end; await sleep(5000)) {
    await use(deployment);
    const answered = await Promise.all(left.map(({ expr }) => isAnswered(prometheus, expr)));
    left = left.filter((_, index) => !answered[index]);
  }
  for (const { panel, expr } of left) trial.say(`no answer for ${panel}: ${expr}`);
  const value = queries.length - left.length;
  return [
    { name: 'queries of dashboards answered', value, atLeast: queries.length, unit: `of ${queries.length}` },
  ];
}

async function shippedQueries(): Promise<{ panel: string; expr: string }[]> {
  const folder = join(DEPLOY, 'grafana/dashboards');
  const files = await readdir(folder);
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  return texts
    .flatMap((text) => (JSON.parse(text) as Dashboard).panels)
    .flatMap(({ title, targets }) => targets.map(({ expr }) => ({ panel: title, expr })));
}

async function isAnswered(prometheus: string, expr: string): Promise<boolean> {
  const answer = await fetch(`${prometheus}/api/v1/query?${new URLSearchParams({ query: expr })}`);
  const { status, data } = (await answer.json()) as {
    status: string;
    data?: { result: { value: [number, string] }[] };
  };
  return status === 'success' && data!.result.some(({ value: [, number] }) => number !== 'NaN');
}

/** Reads, writes and sends something. */
async function use(deployment: Deployment): Promise<void> {
  const headers = { authorization: `Bearer ${deployment.token}` };
  for (const port of deployment.webPorts) {
    const address = `http://127.0.0.1:${port}`;
    const body = new URLSearchParams({ status: `Written at ${Date.now()}` });
    await fetch(`${address}/api/v1/statuses`, { method: 'POST', headers, body });
    for (const path of ['/about', '/api/v1/timelines/home', '/api/v1/timelines/public'])
      await (await fetch(address + path, { headers })).arrayBuffer();
  }
  await enqueueMails(deployment, { count: 2 });
}
