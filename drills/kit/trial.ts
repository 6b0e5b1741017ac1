// One run of a drill: its folder, its ports, and the undoing of all it has started, in reverse order, whatever happens.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Drill } from './drill.ts';
import type { Figure } from './figure.ts';

export interface Trial {
  /** A folder of its own, gone afterwards; DRILL_KEEP=1 keeps it with its logs. */
  readonly folder: string;
  /** Tells people what is going on, with the seconds since the start. */
  say(text: string): void;
  /** An amount of requests, rounds or rows, made smaller by DRILL_SCALE=0.05 for a first try, which is not recorded. */
  scaled(amount: number): number;
  /** Is done when the drill ends, last first, also after a failure or Ctrl-C. */
  atEnd(undo: () => unknown): void;
}

export const SCALE = Number(process.env.DRILL_SCALE ?? 1);

/** Ctrl-C, and what `timeout` sends. */
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

const scaled = (amount: number): number => Math.max(1, Math.round(amount * SCALE));

/** Runs a drill and cleans up. */
export async function conduct(name: string, drill: Drill): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), `nexus-drill-${name}-`));
  const began = Date.now();
  const undoes: (() => unknown)[] = [];
  const say = (text: string) => {
    process.stdout.write(`  ${String(Math.round((Date.now() - began) / 1000)).padStart(4)} s  ${text}\n`);
  };
  const undoAll = async () => {
    for (const undo of undoes.splice(0).reverse()) {
      try {
        await undo();
      } catch (error) {
        say(`cleaning up: ${(error as Error).message}`);
      }
    }
    if (process.env.DRILL_KEEP !== undefined) return say(`kept: ${folder}`);
    // What cannot be removed must not hide why a drill failed.
    await rm(folder, { recursive: true, force: true }).catch((error: Error) =>
      say(`cleaning up: ${error.message}`),
    );
  };
  const interrupted = () => void undoAll().finally(() => process.exit(130));
  for (const signal of SIGNALS) process.once(signal, interrupted);
  try {
    return await drill.run({ folder, say, scaled, atEnd: (undo) => void undoes.push(undo) });
  } finally {
    for (const signal of SIGNALS) process.off(signal, interrupted);
    await undoAll();
  }
}
