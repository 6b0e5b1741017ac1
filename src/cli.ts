// `nexus <command>`. Exit 0: done, 1: failed, 2: called wrongly. One table says what there is.

import { parseArgs } from 'node:util';
import { backupCommands } from './commands/backup.ts';
import { type Command, type Options, UsageError } from './commands/command.ts';
import { doctor } from './commands/doctor.ts';
import { migrate } from './commands/migrate.ts';
import { routes } from './commands/routes.ts';
import { seedCrowd, seedDemo } from './commands/seed.ts';
import { startAll, startWeb, startWorkerOnly } from './commands/start.ts';
import { tenantCommands } from './commands/tenant.ts';
import { tokenCreate } from './commands/token.ts';
import { userCommands } from './commands/user.ts';
import { readConfig } from './config.ts';
import { DomainError } from './utils/error.ts';

const COMMANDS: Readonly<Record<string, Command>> = {
  start: startAll,
  web: startWeb,
  worker: startWorkerOnly,
  migrate,
  ...tenantCommands,
  ...userCommands,
  ...backupCommands,
  'token create': tokenCreate,
  'seed demo': seedDemo,
  'seed crowd': seedCrowd,
  routes,
  doctor,
};

/** Runs one command line and gives its exit code. */
async function main(argv: readonly string[]): Promise<number> {
  if (argv.length === 0 || argv[0] === 'help' || argv[0] === '--help') return usage(process.stdout, 0);
  const [name, rest] = findCommand(argv);
  const command = name === undefined ? undefined : COMMANDS[name];
  if (name === undefined || command === undefined) {
    process.stderr.write(`nexus: there is no command "${argv.slice(0, 2).join(' ')}"\n\n`);
    return usage(process.stderr, 2);
  }
  return runCommand(name, command, rest);
}

async function runCommand(name: string, command: Command, rest: readonly string[]): Promise<number> {
  try {
    const parsed = parse(command, rest);
    const code = await command.run(readConfig(), parsed);
    return typeof code === 'number' ? code : 0;
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`nexus ${name}: ${error.message}\nUsage: nexus ${name} ${command.usage}\n`);
      return 2;
    }
    process.stderr.write(`nexus ${name}: ${explain(error)}\n`);
    return 1;
  }
}

function findCommand(argv: readonly string[]): [string | undefined, readonly string[]] {
  const two = argv.slice(0, 2).join(' ');
  if (two in COMMANDS) return [two, argv.slice(2)];
  return [argv[0]! in COMMANDS ? argv[0] : undefined, argv.slice(1)];
}

function parse(command: Command, rest: readonly string[]): { positionals: string[]; options: Options } {
  try {
    const { values, positionals } = parseArgs({
      args: [...rest],
      options: { ...command.options, json: { type: 'boolean' } },
      allowPositionals: true,
    });
    return { positionals, options: values as Options };
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** A sentence for the person at the terminal; what is no domain error shows its origin as well. */
function explain(error: unknown): string {
  if (error instanceof DomainError) return error.message;
  if (!(error instanceof Error)) return String(error);
  return process.env.LOG_LEVEL === 'debug' ? (error.stack ?? error.message) : error.message;
}

function usage(stream: NodeJS.WriteStream, code: number): number {
  const lines = Object.entries(COMMANDS).map(
    ([name, command]) => `  nexus ${name} ${command.usage}\n      ${command.summary}\n`,
  );
  stream.write(
    `Nexus, a social network server.\n\n${lines.join('')}\nSettings are environment variables: see .env.example.\n`,
  );
  return code;
}

process.exitCode = await main(process.argv.slice(2));
