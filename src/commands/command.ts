// What a command of the command line is.

import type { ParseArgsOptionsConfig } from 'node:util';
import type { Config } from '../config.ts';
import type { Ctx } from '../context.ts';
import { contextFor, type Deployment } from '../deployment.ts';

export type Options = Readonly<Record<string, string | boolean | undefined>>;

export interface Arguments {
  readonly positionals: readonly string[];
  readonly options: Options;
}

export interface Command {
  /** What follows the name: `SLUG --domain D`. */
  readonly usage: string;
  readonly summary: string;
  readonly options?: ParseArgsOptionsConfig;
  /** Gives the exit code; nothing means 0. */
  run(config: Config, args: Arguments): Promise<unknown>;
}

/** The command was called wrongly: exit code 2. */
export class UsageError extends Error {}

/** The text of an option that must be there. */
export function required(options: Options, name: string): string {
  const value = options[name];
  if (typeof value !== 'string' || value === '') throw new UsageError(`--${name} is missing`);
  return value;
}

/** The text of an option, if given. */
export function optional(options: Options, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A whole number above zero, or the usual one. */
export function wholeNumber(options: Options, name: string, usual: number): number {
  const value = optional(options, name);
  if (value === undefined) return usual;
  if (!/^\d{1,9}$/.test(value)) throw new UsageError(`--${name} must be a whole number`);
  return Number(value);
}

/** The first word after the command. */
export function word(args: Arguments, name: string): string {
  const value = args.positionals[0];
  if (value === undefined) throw new UsageError(`${name} is missing`);
  return value;
}

/** The context of the community named by --tenant ("main" when it is not given). */
export function tenantContext(deployment: Deployment, options: Options): Ctx {
  const slug = optional(options, 'tenant') ?? 'main';
  const tenant = deployment.directory.bySlug(slug);
  if (tenant === undefined)
    throw new Error(`No community is called "${slug}": nexus tenant list shows them.`);
  return contextFor(deployment, tenant);
}

/** The host sees pending and suspended people, as the community's staff does. */
export const asStaff = (ctx: Ctx): Ctx => ({
  ...ctx,
  viewer: { id: '0', username: '', role: 'owner', locale: 'en', lastActiveOn: null, version: 1 },
});

/** Prints a line of the command's result. */
export const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** Prints rows as JSON when --json is given, else as aligned columns. */
export function printRows(options: Options, rows: readonly object[]): void {
  if (options.json === true) print(JSON.stringify(rows, null, 2));
  else printTable(rows.map((row) => new Map<string, unknown>(Object.entries(row))));
}

function printTable(rows: readonly ReadonlyMap<string, unknown>[]): void {
  const names = [...(rows[0]?.keys() ?? [])];
  const table = [names, ...rows.map((row) => names.map((name) => String(row.get(name) ?? '')))];
  const widths = names.map((_, column) => Math.max(...table.map((line) => line[column]!.length)));
  for (const line of table)
    print(
      line
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    );
}
