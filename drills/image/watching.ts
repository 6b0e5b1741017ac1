// What Prometheus of the stack sees, asked inside the stack's network namespace by a program of its own: prints JSON of what
// it scrapes, once everything answers or after two minutes.

import { setTimeout as sleep } from 'node:timers/promises';

const PROMETHEUS = 'http://127.0.0.1:9090/api/v1';

/** What comes of it. */
export interface Watched {
  /** `job: error` of each target that does not answer. */
  readonly down: readonly string[];
  readonly up: number;
  /** Groups of rules that are evaluated, and Alertmanagers that are told. */
  readonly groups: number;
  readonly alertmanagers: number;
}

interface Target {
  readonly labels: { readonly job: string };
  readonly health: string;
  readonly lastError: string;
}

async function ask<Data>(path: string): Promise<Data> {
  const answer = await fetch(`${PROMETHEUS}/${path}`, { signal: AbortSignal.timeout(5000) });
  return ((await answer.json()) as { data: Data }).data;
}

async function look(): Promise<Watched> {
  const { activeTargets } = await ask<{ activeTargets: readonly Target[] }>('targets?state=active');
  const { groups } = await ask<{ groups: readonly unknown[] }>('rules');
  const { activeAlertmanagers } = await ask<{ activeAlertmanagers: readonly unknown[] }>('alertmanagers');
  const down = activeTargets.filter(({ health }) => health !== 'up');
  return {
    down: down.map(({ labels, lastError }) => `${labels.job}: ${lastError}`),
    up: activeTargets.length - down.length,
    groups: groups.length,
    alertmanagers: activeAlertmanagers.length,
  };
}

let seen: Watched = { down: ['Prometheus: no answer'], up: 0, groups: 0, alertmanagers: 0 };
for (let tries = 0; tries < 60; tries++) {
  seen = await look().catch(() => seen);
  if (seen.down.length === 0 && seen.alertmanagers > 0) break;
  await sleep(2000);
}
process.stdout.write(`${JSON.stringify(seen)}\n`);
