// Debian's `toot`, run with a configuration folder of its own: nothing of the machine's user is read or written.

import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Finished, type RunningServer, run, succeed } from '../support/running-server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const PROGRAM = 'toot';

export interface Toot {
  /** Runs a command that must go well and gives what it prints. */
  (...args: string[]): Promise<string>;
  /** Runs a command that must fail and gives what it says. */
  fails(...args: string[]): Promise<string>;
  /** Writes the configuration that a token of this person needs. */
  useToken(username: string, token: string): Promise<void>;
  /** Logs in by the code a browser shows: `authorise` gets the address toot prints and gives the code. */
  logIn(authorise: (address: string) => Promise<string>): Promise<string>;
}

/** Why these tests cannot run here, if they cannot. */
export async function tootIsMissing(): Promise<string | false> {
  const { code } = await run(PROGRAM, ['env'], { env: await environment() });
  return code === 0 ? false : 'toot is not installed here: apt-get install toot';
}

/** A toot for one person on this server. */
export async function makeToot(server: RunningServer): Promise<Toot> {
  const env = await environment();
  const instance = new URL(server.address).host;
  const toot = (args: string[]): Promise<Finished> => run(PROGRAM, args, { env });
  return Object.assign(async (...args: string[]) => succeed(await toot(args)).stdout, {
    async fails(...args: string[]) {
      const { code, stdout, stderr } = await toot(args);
      if (code !== 1) throw new Error(`toot ${args.join(' ')} ended with ${code}:\n${stdout}${stderr}`);
      return stderr;
    },
    async useToken(username: string, token: string) {
      const id = `${username}@${instance}`;
      const app = { instance, base_url: server.address, client_id: '', client_secret: '' };
      const users = { [id]: { instance, username, access_token: token } };
      const folder = join(env.XDG_CONFIG_HOME, 'toot');
      await mkdir(folder);
      const config = { active_user: id, apps: { [instance]: app }, users };
      await writeFile(join(folder, 'config.json'), JSON.stringify(config));
    },
    logIn: (authorise: (address: string) => Promise<string>) => logIn(instance, env, authorise),
  });
}

async function environment() {
  const folder = await temporaryFolder('nexus-toot');
  const { PATH } = process.env;
  return { PATH, HOME: folder, XDG_CONFIG_HOME: folder, LANG: 'C.UTF-8', PYTHONUNBUFFERED: '1' };
}

/** Answers toot's two questions as they come: no browser is to be opened, and here is the code. */
async function logIn(
  instance: string,
  env: NodeJS.ProcessEnv,
  authorise: (address: string) => Promise<string>,
): Promise<string> {
  const child = spawn(PROGRAM, ['login', '-i', instance, '--disable-https'], { env });
  let printed = '';
  let asked = false;
  for await (const text of child.stdout.setEncoding('utf8')) {
    printed += text;
    const address = /^http:\S+\/oauth\/authorize\S+$/m.exec(printed)?.[0];
    if (asked || address === undefined || !printed.includes('[Y/n]')) continue;
    asked = true;
    child.stdin.end(`n\n${await authorise(address)}\n`);
  }
  return printed;
}
