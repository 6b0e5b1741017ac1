// A real `nexus start` in a process of its own, with its own home, database and port: what published clients
// and journeys are driven against. Only what was started here is ended, by its process id.

import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { atEnd } from './at-end.ts';
import { temporaryFolder } from './temporary-folder.ts';

const NEXUS = join(import.meta.dirname, '../../bin/nexus');

/** Seconds until a server on a busy machine must answer, and until it must have ended. */
const PATIENCE = 240;

/** Of the machine's environment only what programs need: its settings must not reach the server. */
const MACHINE = ['PATH', 'HOME', 'LANG', 'TMPDIR', 'USER', 'LOGNAME'];

export const PASSWORD = 'a long walk home';

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ServerOptions {
  /** A home to start on as it is; without it a temporary one with an empty community at localhost. */
  readonly home?: string;
  /** To listen again where a server listened before; without it a free one. */
  readonly port?: number;
  /** Settings beside the usual ones; an empty text unsets one. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface RunningServer {
  /** Such as `http://localhost:40123`. */
  readonly address: string;
  readonly home: string;
  readonly pid: number;
  /** What it has printed so far, logs included. */
  printed(): string;
  /** Runs a `nexus` command beside the server, on its home. */
  nexus(...args: string[]): Promise<Finished>;
  /** Makes a person by the command line who can sign in with `PASSWORD` and as `name@example.org`. */
  member(username: string): Promise<void>;
  /** Makes a token for a person by the command line. */
  token(username: string): Promise<string>;
  /** Ends it, as Ctrl-C does unless told otherwise, and gives its exit code. May be called again. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Starts a server and waits until it is ready. It is stopped after the file's tests. */
export async function runServer(options: ServerOptions = {}): Promise<RunningServer> {
  const home = options.home ?? (await temporaryFolder('nexus-running'));
  const port = options.port ?? (await freePort());
  const env = environment(home, port, options.env);
  if (options.home === undefined) {
    succeed(await nexus(env, ['tenant', 'create', 'main', '--domain', 'localhost,127.0.0.1']));
  }
  const server = launch(env);
  atEnd(server.stop);
  const address = `http://localhost:${port}`;
  await ready(address, server);
  const run = (...args: string[]) => nexus(env, args);
  return {
    address,
    home,
    pid: server.child.pid!,
    printed: server.printed,
    nexus: run,
    async member(username) {
      const login = ['--email', `${username}@example.org`, '--password', PASSWORD];
      succeed(await run('user', 'create', username, ...login));
    },
    async token(username) {
      const scopes = 'read write follow push profile';
      const { stdout } = succeed(await run('token', 'create', '--user', username, '--scopes', scopes));
      return stdout.trim().split('\n').at(-1)!;
    },
    stop: server.stop,
  };
}

interface Launched {
  readonly child: ChildProcess;
  printed(): string;
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

function launch(env: NodeJS.ProcessEnv): Launched {
  const child = spawn(NEXUS, ['start'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
  }
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  const kill = () => child.kill('SIGKILL');
  const watchdog = endWithUs(child.pid!);
  const stop = async (signal: NodeJS.Signals = 'SIGINT') => {
    child.kill(signal);
    const late = setTimeout(kill, PATIENCE * 1000);
    const code = await ended;
    clearTimeout(late);
    watchdog.kill('SIGKILL');
    return code;
  };
  return { child, printed: () => printed, stop };
}

/** Ends the server should this process be gone before it, even killed: then nobody holds the pipe any more. */
function endWithUs(pid: number): ChildProcess {
  const watchdog = spawn('/bin/sh', ['-c', 'read -r _; kill -INT "$1"', 'watchdog', String(pid)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watchdog.unref();
  return watchdog;
}

async function ready(address: string, { child, printed }: Launched): Promise<void> {
  for (const until = Date.now() + PATIENCE * 1000; Date.now() < until; await sleep(50)) {
    if (child.exitCode !== null) throw new Error(`nexus start ended:\n${printed()}`);
    const answer = await fetch(`${address}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
  }
  throw new Error(`nexus start was not ready after ${PATIENCE} s:\n${printed()}`);
}

function environment(home: string, port: number, more: ServerOptions['env'] = {}): NodeJS.ProcessEnv {
  const machine = MACHINE.map((name) => [name, process.env[name]] as const);
  const trial = { RATE_LIMITS: 'off', MAIL_CONFIRMATION: 'off', LOG_LEVEL: 'warn' };
  return { ...Object.fromEntries(machine), ...trial, NEXUS_HOME: home, PORT: String(port), ...more };
}

const nexus = (env: NodeJS.ProcessEnv, args: readonly string[]): Promise<Finished> =>
  run(NEXUS, args, { env });

/** Runs a program to its end. Whatever its exit code, it is an answer. */
export function run(
  program: string,
  args: readonly string[],
  options: { env: NodeJS.ProcessEnv; cwd?: string },
): Promise<Finished> {
  return new Promise((resolve) => {
    const child = execFile(program, args, options, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode, stdout, stderr }),
    );
    child.stdin?.end();
  });
}

/** Starts a server that was stopped again, where it was. */
export const startAgain = (
  { address, home }: RunningServer,
  env: ServerOptions['env'] = {},
): Promise<RunningServer> => runServer({ home, port: Number(new URL(address).port), env });

/** Throws what a program said unless it went well. */
export function succeed(finished: Finished): Finished {
  if (finished.code !== 0)
    throw new Error(`Exit code ${finished.code}:\n${finished.stdout}${finished.stderr}`);
  return finished;
}

/** A port nobody listens on at this moment, and that no connection going out is given: a server may come back to it. */
export async function freePort(): Promise<number> {
  for (;;) {
    // Systems give ports from 32,768 on to connections.
    const port = randomInt(20_000, 32_000);
    const server = createServer();
    const taken = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(true));
      server.listen(port, '127.0.0.1', () => resolve(false));
    });
    if (taken) continue;
    server.close();
    await once(server, 'close');
    return port;
  }
}
