// What a drill needs beside npm: programs from Debian's packages, installed when we are root, or a Debian root of
// newer packages (debian-root.ts). Where that cannot be, the exact command is told.

import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

export interface Need {
  /** As people call it: "HAProxy". */
  readonly name: string;
  /** The command that brings it. */
  readonly command: string;
  /** Whether it is here now. */
  present(): boolean;
}

/** A program that one of Debian's packages brings. */
export const program = (name: string, debianPackage = name): Need => ({
  name: debianPackage,
  command: `apt-get install -y ${debianPackage}`,
  present: () => findProgram(name) !== undefined,
});

/** To be root: network namespaces and chroots need it. */
export const ROOT: Need = {
  name: 'root',
  command: 'sudo npm run drill',
  present: () => process.getuid?.() === 0,
};

/** The path of a program; sbin is searched too, which users' paths often lack. */
export function findProgram(name: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin', '/usr/local/sbin'];
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Brings what is missing when we are root; otherwise says what to run. */
export async function bring(needs: readonly Need[]): Promise<string | undefined> {
  const missing = () => needs.filter((need) => !need.present());
  if (process.getuid?.() === 0) {
    for (const { name, command } of missing()) {
      process.stdout.write(`installing ${name}\n`);
      const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
      spawnSync('/bin/sh', ['-c', command], { env, stdio: ['ignore', 'ignore', 'inherit'] });
    }
  }
  const left = missing();
  if (left.length === 0) return undefined;
  return left.map(({ name, command }) => `${name} is not here: ${command}`).join('; ');
}
