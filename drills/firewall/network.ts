// Machines as network namespaces on two wires: a public one, on which the outside is, and a private one between the
// front, app and database machines. On the private wire lies "inside", which answers under every private address.

import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runProcess } from '../kit/process.ts';
import type { Trial } from '../kit/trial.ts';

export type Machine = 'outside' | 'front' | 'app' | 'database' | 'inside';

export interface Network {
  /** The namespace of a machine. */
  of(machine: Machine): string;
  /** Runs a program on a machine and gives what it printed. */
  on(machine: Machine, command: string, ...args: string[]): Promise<string>;
}

/** The last part of each machine's addresses. Public ones are nobody's here: nothing leaves the namespaces. */
const HOST: Readonly<Record<Machine, number>> = { front: 10, app: 11, database: 12, inside: 50, outside: 99 };

export const publicAddress = (machine: Machine): string => `45.45.45.${HOST[machine]}`;
export const publicAddress6 = (machine: Machine): string => `2a0a:4545::${HOST[machine]}`;
export const privateAddress = (machine: Machine): string => `10.9.0.${HOST[machine]}`;
/** Another client on the public wire. */
export const NEIGHBOUR = '45.45.45.98';

const PUBLIC: readonly Machine[] = ['outside', 'front', 'app', 'database'];
const PRIVATE: readonly Machine[] = ['front', 'app', 'database', 'inside'];

/** Makes the machines; they are gone when the drill ends. */
export async function makeNetwork(trial: Trial): Promise<Network> {
  const prefix = `nx${process.pid % 100_000}`;
  const of = (machine: string) => `${prefix}-${machine}`;
  const run = (command: string, ...args: string[]) =>
    runProcess(trial, { name: [command, ...args].join(' '), command, args });
  const on = (machine: Machine, ...command: string[]) => run('ip', 'netns', 'exec', of(machine), ...command);
  for (const machine of ['wire', ...Object.keys(HOST)]) {
    await run('ip', 'netns', 'add', of(machine));
    trial.atEnd(() => run('ip', 'netns', 'del', of(machine)));
    await run('ip', '-n', of(machine), 'link', 'set', 'lo', 'up');
  }
  const plug = async (wire: string, machines: readonly Machine[]) => {
    await run('ip', '-n', of('wire'), 'link', 'add', wire, 'type', 'bridge');
    await run('ip', '-n', of('wire'), 'link', 'set', wire, 'up');
    for (const machine of machines) {
      const end = `${machine}-${wire === 'public0' ? 1 : 2}`;
      const pair = ['type', 'veth', 'peer', 'name', wire, 'netns', of(machine)];
      await run('ip', '-n', of('wire'), 'link', 'add', end, ...pair);
      await run('ip', '-n', of('wire'), 'link', 'set', end, 'master', wire, 'up');
      await run('ip', '-n', of(machine), 'link', 'set', wire, 'up');
    }
  };
  await plug('public0', PUBLIC);
  await plug('private0', PRIVATE);
  const give = (machine: Machine, device: string, address: string) =>
    run(
      'ip',
      '-n',
      of(machine),
      'addr',
      'add',
      address,
      'dev',
      device,
      ...(address.includes(':') ? ['nodad'] : []),
    );
  for (const machine of PUBLIC) {
    await give(machine, 'public0', `${publicAddress(machine)}/24`);
    await give(machine, 'public0', `${publicAddress6(machine)}/64`);
  }
  for (const machine of PRIVATE) {
    await give(machine, 'private0', `${privateAddress(machine)}/24`);
    await give(machine, 'private0', `fd00:9::${HOST[machine]}/64`);
  }
  await give('outside', 'public0', `${NEIGHBOUR}/24`);
  await leadInside(run, of);
  await nameResolver(trial, of('app'));
  return { of, on };
}

/** Whatever the app machine sends anywhere else than to its two wires reaches "inside", which takes it for its own. */
async function leadInside(
  run: (command: string, ...args: string[]) => Promise<string>,
  of: (machine: string) => string,
): Promise<void> {
  await run('ip', '-n', of('app'), 'route', 'add', 'default', 'via', privateAddress('inside'));
  await run('ip', '-n', of('app'), '-6', 'route', 'add', 'default', 'via', `fd00:9::${HOST.inside}`);
  await run('ip', '-n', of('inside'), 'route', 'add', 'local', '0.0.0.0/0', 'dev', 'lo');
  await run('ip', '-n', of('inside'), '-6', 'route', 'add', 'local', '::/0', 'dev', 'lo');
}

/** `ip netns exec` puts this file in the place of /etc/resolv.conf. */
async function nameResolver(trial: Trial, namespace: string): Promise<void> {
  const folder = join('/etc/netns', namespace);
  await mkdir(folder, { recursive: true });
  trial.atEnd(() => rm(folder, { recursive: true }));
  const settings = `nameserver ${publicAddress('outside')}\noptions timeout:2 attempts:2\n`;
  await writeFile(join(folder, 'resolv.conf'), settings);
}
