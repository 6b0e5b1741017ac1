// Which ports a machine shows to another: nmap's view of all of them.

import type { Figure } from '../kit/figure.ts';
import type { Trial } from '../kit/trial.ts';
import { type Machine, type Network, privateAddress, publicAddress, publicAddress6 } from './network.ts';
import { loadRules } from './rules.ts';

interface Scan {
  readonly from: Machine;
  readonly to: Machine;
  readonly at: (machine: Machine) => string;
  readonly allowed: readonly number[];
  /** The rules on the scanned machine, where they are not those of its name. */
  readonly role?: string;
}

const SCANS: readonly Scan[] = [
  { from: 'outside', to: 'front', at: publicAddress, allowed: [22, 80, 443] },
  { from: 'outside', to: 'front', at: publicAddress6, allowed: [22, 80, 443] },
  { from: 'outside', to: 'app', at: publicAddress, allowed: [22] },
  { from: 'outside', to: 'app', at: publicAddress6, allowed: [22] },
  { from: 'outside', to: 'database', at: publicAddress, allowed: [22] },
  { from: 'outside', to: 'database', at: publicAddress6, allowed: [22] },
  { from: 'outside', to: 'app', at: publicAddress, allowed: [22, 80, 443], role: 'host' },
  { from: 'app', to: 'database', at: privateAddress, allowed: [22], role: 'host' },
  { from: 'front', to: 'app', at: privateAddress, allowed: [22, 3000] },
  { from: 'front', to: 'database', at: privateAddress, allowed: [22] },
  { from: 'app', to: 'database', at: privateAddress, allowed: [22, 5432, 6379, 6432, 8008] },
  { from: 'app', to: 'front', at: privateAddress, allowed: [22] },
  { from: 'database', to: 'app', at: privateAddress, allowed: [22] },
];

export async function scans(trial: Trial, network: Network): Promise<Figure[]> {
  const last = Math.max(10_000, trial.scaled(65_535));
  let surplus = 0;
  let missing = 0;
  for (const { from, to, at, allowed, role = to } of SCANS) {
    await loadRules(trial, network, { machine: to, role });
    const open = await openPorts(network, { from, address: at(to), last });
    trial.say(`${from} sees of ${role} at ${at(to)}: ${open.join(', ')}`);
    surplus += open.filter((port) => !allowed.includes(port)).length;
    missing += allowed.filter((port) => !open.includes(port)).length;
  }
  return [
    {
      name: `ports open that should not be, of ${last} in each of ${SCANS.length} scans`,
      value: surplus,
      atMost: 0,
    },
    { name: 'ports closed that should be open', value: missing, atMost: 0 },
  ];
}

async function openPorts(
  network: Network,
  { from, address, last }: { from: Machine; address: string; last: number },
): Promise<number[]> {
  const how = ['-n', '-Pn', '-sS', '--min-rate', '5000', '--max-retries', '1', '-p', `1-${last}`, '-oG', '-'];
  const family = address.includes(':') ? ['-6'] : [];
  const printed = await network.on(from, 'nmap', ...family, ...how, address);
  return [...printed.matchAll(/(\d+)\/open\/tcp/g)].map(([, port]) => Number(port));
}
