// Loads the rules that hosts load, with the settings of this network in place of the shipped ones.

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT_FOLDER } from '../kit/nexus.ts';
import type { Trial } from '../kit/trial.ts';
import { type Machine, type Network, privateAddress, publicAddress } from './network.ts';

const RULES = join(ROOT_FOLDER, 'deploy/firewall');

/** The user that asks other servers here. */
export const FETCHER = 4711;

const SETTINGS: Readonly<Record<string, string>> = {
  PUBLIC_INTERFACES: '{ "public0" }',
  PRIVATE_INTERFACES: '{ "private0" }',
  FRONT_HOSTS: `{ ${privateAddress('front')} }`,
  APP_HOSTS: `{ ${privateAddress('app')} }`,
  DATABASE_HOSTS: `{ ${privateAddress('database')} }`,
  MONITORING_HOSTS: '{ 10.9.0.200 }',
  FETCHER: String(FETCHER),
  RESOLVERS_4: `{ ${publicAddress('outside')} }`,
  FETCHER_MAY_REACH_4: `{ ${privateAddress('database')} . 6432 }`,
};

/** Writes this network's settings.nft into the drill's folder. */
export async function writeSettings(trial: Trial): Promise<void> {
  let text = await readFile(join(RULES, 'settings.nft'), 'utf8');
  for (const [name, value] of Object.entries(SETTINGS)) {
    const line = new RegExp(`^define ${name} = .*$`, 'm');
    if (!line.test(text)) throw new Error(`settings.nft has no ${name}`);
    text = text.replace(line, `define ${name} = ${value}`);
  }
  await writeFile(join(trial.folder, 'settings.nft'), text);
}

/** Loads a role's rules on a machine. */
export const loadRules = (
  trial: Trial,
  network: Network,
  { machine, role = machine }: { machine: Machine; role?: string },
): Promise<string> =>
  network.on(machine, 'nft', '-I', trial.folder, '-I', RULES, '-f', join(RULES, `${role}.nft`));

export const dropRules = (network: Network, machine: Machine): Promise<string> =>
  network.on(machine, 'nft', 'delete', 'table', 'inet', 'nexus');
