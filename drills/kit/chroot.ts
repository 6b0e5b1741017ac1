// Programs of the Debian root (debian-root.ts), run in it: they see its files and nothing of the machine's, except what
// lies in a folder made for the drill.

import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DEBIAN_ROOT } from './debian-root.ts';
import { findProgram } from './need.ts';
import type { Trial } from './trial.ts';

export interface RootFolder {
  /** As programs in the root see it. */
  readonly inside: string;
  /** As the drill sees it. */
  readonly outside: string;
}

/** A folder that both sides see; gone afterwards. */
export function rootFolder(trial: Trial, name: string): RootFolder {
  const outside = mkdtempSync(join(DEBIAN_ROOT, 'tmp', `nexus-drill-${name}-`));
  chmodSync(outside, 0o755);
  trial.atEnd(() => {
    if (process.env.DRILL_KEEP === undefined) rmSync(outside, { recursive: true, force: true });
  });
  return { inside: outside.slice(DEBIAN_ROOT.length), outside };
}

/** What starts a program in the root, as root or as one of its users. */
export function inRoot(program: string, args: readonly string[], user = 'root') {
  return {
    command: findProgram('chroot')!,
    args: [`--userspec=${user}`, DEBIAN_ROOT, program, ...args],
  };
}

/** The number of one of the root's users. */
export function rootUser(name: string): { readonly uid: number; readonly gid: number } {
  const id = (flag: string) => {
    const { command, args } = inRoot('/usr/bin/id', [flag, name]);
    return Number(spawnSync(command, args, { encoding: 'utf8' }).stdout);
  };
  return { uid: id('-u'), gid: id('-g') };
}
