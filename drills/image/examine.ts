// How the containers of a running stack are confined, and how they end.

import type { Figure } from '../kit/figure.ts';
import type { Docker } from './docker.ts';
import type { Stack } from './stack.ts';

/** Tries to write where nothing may be written; prints the folders where it could. */
const WRITE = 'for f in / /nexus /etc /usr /var; do (: > $f/written) 2>/dev/null && echo $f; done; true';

interface Container {
  readonly Name: string;
  readonly Config: { readonly User: string };
  readonly HostConfig: {
    readonly ReadonlyRootfs: boolean;
    readonly CapDrop: readonly string[] | null;
    readonly SecurityOpt: readonly string[] | null;
  };
}

export async function examine(docker: Docker, { compose }: Stack): Promise<readonly Figure[]> {
  const ids = (await compose('ps', '--all', '--quiet')).trim().split('\n');
  const containers = JSON.parse(await docker.docker('inspect', ...ids)) as readonly Container[];
  const open = containers.filter((container) => !isConfined(container));
  const written = (await compose('exec', '-T', 'web', 'sh', '-c', WRITE)).trim();
  const first = (await compose('exec', '-T', 'web', 'cat', '/proc/1/comm')).trim();
  return [
    { name: 'containers', value: containers.length, atLeast: 7 },
    {
      name: 'of them as root, with a writable root, a capability or new privileges',
      value: open.length,
      atMost: 0,
    },
    { name: 'folders of a web container that could be written to', value: lines(written), atMost: 0 },
    { name: 'PID 1 that is not Node itself', value: /^(node|MainThread)/i.test(first) ? 0 : 1, atMost: 0 },
    ...(await endings(docker, compose)),
  ];
}

const lines = (text: string): number => text.split('\n').filter(Boolean).length;

const isConfined = ({ Config, HostConfig }: Container): boolean =>
  !['', '0', 'root', '0:0'].includes(Config.User) &&
  HostConfig.ReadonlyRootfs &&
  (HostConfig.CapDrop ?? []).includes('ALL') &&
  (HostConfig.SecurityOpt ?? []).some((option) => option.startsWith('no-new-privileges'));

/** Asks one of the web processes and the worker to end, as an update does, and starts them again. */
async function endings(docker: Docker, compose: Stack['compose']): Promise<readonly Figure[]> {
  const [web = ''] = (await compose('ps', '--quiet', 'web')).trim().split('\n');
  const worker = (await compose('ps', '--quiet', 'worker')).trim();
  const codes: number[] = [];
  const began = Date.now();
  for (const id of [web, worker]) {
    await docker.docker('stop', '--time=30', id);
    codes.push(Number(await docker.docker('inspect', '--format={{.State.ExitCode}}', id)));
  }
  const seconds = (Date.now() - began) / 1000;
  await docker.docker('start', web, worker);
  return [
    {
      name: 'containers that did not end by themselves after SIGTERM',
      value: codes.filter(Boolean).length,
      atMost: 0,
    },
    { name: 'a web process and a worker to end, one after the other', value: seconds, unit: 's', atMost: 30 },
  ];
}
