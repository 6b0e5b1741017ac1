// The firewall and the guard of outgoing requests, each alone.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { flood } from './firewall/flood.ts';
import { forgery } from './firewall/forgery.ts';
import { type Machine, makeNetwork, type Network } from './firewall/network.ts';
import { loadRules, writeSettings } from './firewall/rules.ts';
import { scans } from './firewall/scan.ts';
import type { Drill } from './kit/drill.ts';
import { program, ROOT } from './kit/need.ts';
import { ROOT_FOLDER } from './kit/nexus.ts';
import { startProcess, until } from './kit/process.ts';
import type { Trial } from './kit/trial.ts';

/** On every machine something listens on all of these, whatever its role. */
const PORTS = [22, 80, 443, 2379, 3000, 5432, 6379, 6432, 8008, 8080, 8405, 9100];

export const firewall: Drill = {
  summary:
    'Front, app and database machines as network namespaces with the shipped rules: scanned from outside and from each ' +
    'other, flooded, and the app machine made to ask for private addresses, once with the guard of outgoing requests ' +
    'alone and once with the firewall alone.',
  needs: [ROOT, program('nft', 'nftables'), program('nmap'), program('curl'), program('ip', 'iproute2')],
  async run(trial) {
    const network = await makeNetwork(trial);
    await writeSettings(trial);
    for (const machine of ['front', 'app', 'database', 'inside'] as const)
      await listen(trial, network, machine);
    await listen(trial, network, 'outside', ['--names']);
    const found = await scans(trial, network);
    for (const machine of ['front', 'app', 'database'] as const) await loadRules(trial, network, { machine });
    return [...found, ...(await flood(trial, network)), ...(await forgery(trial, network))];
  },
};

async function listen(trial: Trial, network: Network, machine: Machine, more: string[] = []): Promise<void> {
  const { logFile } = startProcess(trial, {
    name: machine,
    command: 'ip',
    args: [
      ...['netns', 'exec', network.of(machine), join(ROOT_FOLDER, 'bin/nexus'), '--node'],
      ...[join(ROOT_FOLDER, 'drills/firewall/answer.ts'), ...more, ...PORTS.map(String)],
    ],
  });
  await until(`${machine} to listen`, async () => (await readFile(logFile, 'utf8')).includes('ready'), {
    logFile,
  });
}
