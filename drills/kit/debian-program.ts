// A program of the Debian root, run on this machine's own file system: by the root's loader and libraries, without
// chroot. Of the root it sees /usr/share too (in a mount namespace of its own), where some keep what they need to start.

import { join } from 'node:path';
import { DEBIAN_ROOT } from './debian-root.ts';

const PLACES = {
  x64: { loader: 'lib64/ld-linux-x86-64.so.2', libraries: 'usr/lib/x86_64-linux-gnu' },
  arm64: { loader: 'lib/ld-linux-aarch64.so.1', libraries: 'usr/lib/aarch64-linux-gnu' },
} as const;

export interface Invocation {
  readonly command: string;
  readonly args: readonly string[];
}

/** Every step replaces the one before: the program has the process id that was started. */
const ENTER = 'mount --bind "$0/usr/share" /usr/share && exec "$@"';

/** How to run a program of the root's /usr/bin. */
export function debianProgram(name: string, args: readonly string[]): Invocation {
  const place = PLACES[process.arch as keyof typeof PLACES];
  if (place === undefined) throw new Error(`There is no Debian root for ${process.arch}`);
  const namespaces = process.getuid?.() === 0 ? '-m' : '-rm';
  const loader = [join(DEBIAN_ROOT, place.loader), '--library-path', join(DEBIAN_ROOT, place.libraries)];
  const program = [...loader, join(DEBIAN_ROOT, 'usr/bin', name), ...args];
  return { command: 'unshare', args: [namespaces, 'sh', '-c', ENTER, DEBIAN_ROOT, ...program] };
}
