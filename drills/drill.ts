// `npm run drill`: breaks a running Nexus on purpose and holds what happens against a bound. Every drill sets up
// real servers on this machine, cleans up after itself and writes its figures to docs/host/drills.md.
//
//   npm run drill -- --list          the drills, and what each needs
//   npm run drill -- rolling restore these, one after the other; without a name all
//
// Exit code 0: every figure within its bound; 1: one is not, or a drill failed; 2: wrong usage; 3: nothing failed but
// what a drill needs is not here, and the command that brings it was printed.

import { DRILLS } from './drills.ts';
import type { Drill } from './kit/drill.ts';
import { within } from './kit/figure.ts';
import { bring } from './kit/need.ts';
import { record, tableOf } from './kit/report.ts';
import { conduct, SCALE } from './kit/trial.ts';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

function list(): void {
  for (const [name, { summary, needs }] of Object.entries(DRILLS)) {
    const packages = needs.map(({ name }) => name).join(', ');
    say(`${name.padEnd(12)} ${summary}${packages === '' ? '' : ` Needs ${packages}.`}`);
  }
}

/** Runs one drill and gives the exit code it alone would have. */
async function runDrill(name: string, drill: Drill): Promise<0 | 1 | 3> {
  say(`\n${name}: ${drill.summary}`);
  const missing = await bring(drill.needs);
  if (missing !== undefined) {
    say(`skipped: ${missing}`);
    return 3;
  }
  try {
    const figures = await conduct(name, drill);
    say(tableOf(figures));
    if (SCALE === 1) await record(name, drill, figures);
    return figures.every(within) ? 0 : 1;
  } catch (error) {
    say(`failed: ${error instanceof Error ? error.stack : String(error)}`);
    return 1;
  }
}

async function main(names: readonly string[]): Promise<number> {
  if (names.includes('--list')) {
    list();
    return 0;
  }
  const unknown = names.find((name) => !(name in DRILLS));
  if (unknown !== undefined) {
    say(`There is no drill "${unknown}": npm run drill -- --list names them.`);
    return 2;
  }
  const codes: number[] = [];
  for (const name of names.length > 0 ? names : Object.keys(DRILLS)) {
    codes.push(await runDrill(name, DRILLS[name]!));
  }
  return codes.includes(1) ? 1 : Math.max(0, ...codes);
}

process.exitCode = await main(process.argv.slice(2));
// What a drill that failed has left open keeps nobody waiting.
setTimeout(() => process.exit(), 5000).unref();
