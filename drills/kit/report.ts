// docs/host/drills.md: one section per drill, each as its last run left it.

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import type { Drill } from './drill.ts';
import { type Figure, within } from './figure.ts';

const FILE = join(import.meta.dirname, '../../docs/host/drills.md');

const HEAD = `# Drills

What \`npm run drill\` broke on purpose, and what happened. Each section is written by the last run of its drill; \`npm run drill -- --list\`
names them, \`npm run drill NAME\` runs one on your own machine.
`;

const number = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 2 });

function boundOf({ atMost, atLeast }: Figure): string {
  const bounds = [
    atLeast === undefined ? '' : `at least ${number(atLeast)}`,
    atMost === undefined ? '' : `at most ${number(atMost)}`,
  ];
  return bounds.filter(Boolean).join(', ');
}

/** The figures beside their bounds. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => {
    const value = `${number(figure.value)}${figure.unit === undefined ? '' : ` ${figure.unit}`}`;
    return `| ${figure.name} | ${value} | ${boundOf(figure)} | ${within(figure) ? '' : '**missed**'} |`;
  });
  return ['| figure | measured | bound | |', '|---|---|---|---|', ...rows].join('\n');
}

/** Puts the section of a drill in place of the one before. */
export async function record(name: string, { summary }: Drill, figures: readonly Figure[]): Promise<void> {
  const old = await readFile(FILE, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return HEAD;
    throw error;
  });
  const sections = old.split(/^(?=## )/m).slice(1);
  const day = new Date().toISOString().slice(0, 10);
  const section = `## ${name}\n\n${summary}\n\nOn ${day}, ${cpus().length} × ${cpus()[0]?.model.trim()}:\n\n${tableOf(figures)}\n`;
  const others = sections.filter((one) => !one.startsWith(`## ${name}\n`)).map((one) => `${one.trim()}\n`);
  await mkdir(dirname(FILE), { recursive: true });
  await writeFile(FILE, `${[HEAD, ...[...others, section].sort()].join('\n')}`);
}
