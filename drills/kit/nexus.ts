// Parts of a deployment as a host runs them: `nexus web`, `nexus worker`, commands, against one database.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { answers, freePort, type Running, runProcess, startProcess, until } from './process.ts';
import type { Trial } from './trial.ts';

export const ROOT_FOLDER = join(import.meta.dirname, '../..');

export interface NexusOptions {
  readonly databaseUrl: string;
  /** Pictures and the like; the processes of one deployment share it. */
  readonly home: string;
  readonly env?: Readonly<Record<string, string>>;
  /** The code to run, for another version than this one. */
  readonly root?: string;
}

export interface Web extends Running {
  readonly port: number;
  /** `http://127.0.0.1:40123`. */
  readonly address: string;
}

const settings = ({ databaseUrl, home, env }: NexusOptions): Record<string, string> => ({
  DATABASE_URL: databaseUrl,
  NEXUS_HOME: home,
  LOG_LEVEL: 'warn',
  RATE_LIMITS: 'off',
  MAIL_CONFIRMATION: 'off',
  ...env,
});

const program = (options: NexusOptions): string => join(options.root ?? ROOT_FOLDER, 'bin/nexus');

/** Runs a command of the deployment and gives what it printed. */
export const nexus = (trial: Trial, options: NexusOptions, args: readonly string[]): Promise<string> =>
  runProcess(trial, { name: `nexus ${args[0]}`, command: program(options), args, env: settings(options) });

/** Migrates and makes the community at localhost and 127.0.0.1. */
export async function makeCommunity(trial: Trial, options: NexusOptions): Promise<void> {
  await nexus(trial, options, ['migrate']);
  await nexus(trial, options, ['tenant', 'create', 'main', '--domain', 'localhost,127.0.0.1']);
}

export const PASSWORD = 'a long walk home';

/** Starts `nexus web` and waits until it is ready. */
export async function startWeb(
  trial: Trial,
  options: NexusOptions & { readonly name: string; readonly port?: number },
): Promise<Web> {
  const port = options.port ?? (await freePort());
  const running = startProcess(trial, {
    name: options.name,
    command: program(options),
    args: ['web'],
    env: { ...settings(options), PORT: String(port), HOST: '127.0.0.1' },
  });
  const address = `http://127.0.0.1:${port}`;
  await until(`${options.name} to be ready`, () => answers(`${address}/readyz`), {
    logFile: running.logFile,
    seconds: 240,
  });
  return { ...running, port, address };
}

/** Starts `nexus worker`. */
export const startWorker = (trial: Trial, options: NexusOptions & { readonly name: string }): Running =>
  startProcess(trial, {
    name: options.name,
    command: program(options),
    args: ['worker'],
    env: settings(options),
  });

/** Waits until a worker takes jobs. */
export const untilWorking = ({ logFile }: Running): Promise<void> =>
  until(
    'the worker to work',
    async () => (await readFile(logFile, 'utf8')).includes('works on the job queue'),
    {
      seconds: 180,
      logFile,
    },
  );
