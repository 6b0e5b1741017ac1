// Programs that a drill runs. Each writes its output to a file of the drill's folder and is ended by its id.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Trial } from './trial.ts';

/** Of the machine's environment only what programs need: its settings must not reach the deployment. */
const MACHINE = ['PATH', 'HOME', 'LANG', 'TMPDIR', 'USER', 'LOGNAME'];

/** Milliseconds that a program may take to end when asked to. */
const PATIENCE = 60_000;

export interface ProcessOptions {
  /** Names the log file. */
  readonly name: string;
  readonly command: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly uid?: number;
  readonly gid?: number;
}

export interface Running {
  readonly pid: number;
  readonly child: ChildProcess;
  readonly logFile: string;
  /** Asks it to end (SIGTERM unless told otherwise) and gives its exit code. May be called again. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
  /** SIGKILL: no time to say goodbye. */
  kill(): Promise<void>;
}

/** Starts a program; it ends with the drill. */
export function startProcess(trial: Trial, options: ProcessOptions): Running {
  const logFile = join(trial.folder, `${options.name}.log`);
  const log = openSync(logFile, 'a');
  const child = spawn(options.command, [...(options.args ?? [])], {
    env: { ...machine(), ...options.env },
    stdio: ['ignore', log, log],
    ...(options.cwd !== undefined && { cwd: options.cwd }),
    ...(options.uid !== undefined && { uid: options.uid, gid: options.gid ?? options.uid }),
  });
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    child.kill(signal);
    const late = setTimeout(() => child.kill('SIGKILL'), PATIENCE);
    const code = await ended;
    clearTimeout(late);
    return code;
  };
  trial.atEnd(() => stop());
  return {
    pid: child.pid!,
    child,
    logFile,
    stop,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

const machine = (): Record<string, string> =>
  Object.fromEntries(MACHINE.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));

/** Runs a program to its end and gives what it wrote to standard output; throws when it fails. */
export async function runProcess(trial: Trial, options: ProcessOptions): Promise<string> {
  const child = spawn(options.command, [...(options.args ?? [])], {
    env: { ...machine(), ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(options.cwd !== undefined && { cwd: options.cwd }),
    ...(options.uid !== undefined && { uid: options.uid, gid: options.gid ?? options.uid }),
  });
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  trial.atEnd(() => child.exitCode === null && child.kill('SIGKILL'));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${options.name} ended with ${code}: ${(errors || output).slice(-2000)}`);
  return output;
}

/** Waits until something is so; throws with the end of a log when it is not in time. */
export async function until(
  what: string,
  isSo: () => Promise<boolean> | boolean,
  { seconds = 60, every = 50, logFile }: { seconds?: number; every?: number; logFile?: string } = {},
): Promise<void> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(every)) {
    if (await isSo()) return;
  }
  const log = logFile === undefined ? '' : `:\n${(await readFile(logFile, 'utf8')).slice(-2000)}`;
  throw new Error(`Waited ${seconds} s for ${what}${log}`);
}

/** Whether an address answers with 2xx now. */
export const answers = (address: string): Promise<boolean> =>
  fetch(address, { signal: AbortSignal.timeout(2000) }).then(
    (answer) => answer.ok,
    () => false,
  );

/** A port nobody listens on at this moment. */
export async function freePort(host = '127.0.0.1'): Promise<number> {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
