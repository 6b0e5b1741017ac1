// The version before this one, beside it: the newest release that this version comes after, or else the commit before.

import { spawnSync } from 'node:child_process';
import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { program } from './need.ts';
import { ROOT_FOLDER } from './nexus.ts';
import { runProcess } from './process.ts';
import type { Trial } from './trial.ts';

export const GIT = program('git');

export interface Former {
  /** What it is called: "v0.3.0" or a commit. */
  readonly name: string;
  readonly root: string;
}

/** Checks it out; DRILL_FROM names another one. What npm brings is shared where both want the same. */
export async function formerVersion(trial: Trial): Promise<Former> {
  const name =
    process.env.DRILL_FROM ??
    git('describe', '--tags', '--abbrev=0', 'HEAD~1') ??
    git('rev-parse', '--short', 'HEAD~1')!;
  const root = join(trial.folder, 'former');
  trial.atEnd(() => git('worktree', 'remove', '--force', root));
  if (git('worktree', 'add', '--detach', root, name) === undefined) {
    throw new Error(`git has no ${name} here: fetch the history, or name another version by DRILL_FROM`);
  }
  if (lockOf(root) === lockOf(ROOT_FOLDER)) {
    symlinkSync(join(ROOT_FOLDER, 'node_modules'), join(root, 'node_modules'));
  } else {
    trial.say(`npm ci for ${name}`);
    await runProcess(trial, {
      name: 'npm ci',
      command: 'npm',
      args: ['ci', '--no-audit', '--no-fund'],
      cwd: root,
    });
  }
  return { name, root };
}

/** What git says; nothing when it fails. */
function git(...args: readonly string[]): string | undefined {
  const { status, stdout } = spawnSync('git', ['-C', ROOT_FOLDER, ...args], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

const lockOf = (root: string): string => readFileSync(join(root, 'package-lock.json'), 'utf8');
