// Server-side request forgery: the app machine asks for every private address there is a way to write. Whether it
// arrived is told by who was connected to, not by the client.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Figure } from '../kit/figure.ts';
import { ROOT_FOLDER } from '../kit/nexus.ts';
import type { Trial } from '../kit/trial.ts';
import type { Network } from './network.ts';
import { dropRules, FETCHER, loadRules } from './rules.ts';
import { PUBLIC_URLS, vectorsFor } from './vectors.ts';

export async function forgery(trial: Trial, network: Network): Promise<Figure[]> {
  const attack = async (what: string, guard: boolean, urls: readonly string[]): Promise<Outcome> => {
    const before = await reached(trial);
    const outcomes = await probe(network, guard, urls);
    // What arrived last is still being written down.
    await sleep(500);
    const arrived = (await reached(trial)) - before;
    trial.say(`${what}: ${arrived} private connections of ${urls.length} addresses; ${tally(outcomes)}`);
    return { arrived, answered: outcomes.filter((one) => one === '200').length };
  };
  const firewall = await attack('firewall alone', false, vectorsFor('firewall'));
  const both = await attack('public addresses, with both', true, PUBLIC_URLS);
  await dropRules(network, 'app');
  const guard = await attack('guard alone', true, vectorsFor('guard'));
  const neither = await attack('neither', false, vectorsFor('neither'));
  await loadRules(trial, network, { machine: 'app' });
  const unit = `of ${vectorsFor('').length} vectors`;
  return [
    { name: 'private addresses reached past the guard alone', value: guard.arrived, atMost: 0, unit },
    { name: 'private addresses reached past the firewall alone', value: firewall.arrived, atMost: 0, unit },
    {
      name: 'private addresses reached past neither (so the test can fail)',
      value: neither.arrived,
      atLeast: 200,
    },
    { name: 'public addresses answered with both', value: both.answered, atLeast: PUBLIC_URLS.length },
  ];
}

interface Outcome {
  readonly arrived: number;
  readonly answered: number;
}

/** Connections so far to the app machine itself and to whatever lies inside. */
async function reached(trial: Trial): Promise<number> {
  const logs = ['app', 'inside'].map((machine) => readFile(join(trial.folder, `${machine}.log`), 'utf8'));
  return (await Promise.all(logs)).join('').split('reached').length - 1;
}

async function probe(network: Network, guard: boolean, urls: readonly string[]): Promise<string[]> {
  const program = [join(ROOT_FOLDER, 'bin/nexus'), '--node', join(ROOT_FOLDER, 'drills/firewall/probe.ts')];
  const child = spawn('ip', ['netns', 'exec', network.of('app'), ...program], {
    env: {
      PATH: process.env.PATH,
      PROBE_USER: String(FETCHER),
      ...(!guard && { PRIVATE_ADDRESSES: 'allow' }),
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(JSON.stringify(urls));
  const [printed] = await Promise.all([text(child.stdout), once(child, 'close')]);
  return JSON.parse(printed) as string[];
}

function tally(outcomes: readonly string[]): string {
  const counts = Map.groupBy(outcomes, (outcome) => outcome);
  return [...counts].map(([outcome, all]) => `${outcome} ${all.length}`).join(', ');
}
