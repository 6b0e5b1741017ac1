// The demo as a running server, with one more member who is hard on every page, and signing in to it by the
// sign-in page: no other secret serves as a cookie.

import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { runServer } from '../support/running-server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { addHardCase } from './hard-case.ts';

export interface Demo {
  readonly address: string;
  /** Reads the API as ada, or posts to it. */
  readonly ask: Ask;
  /** Signs a browser in as a member of the demo; a visitor stays one. */
  signIn(context: BrowserContext, username: string): Promise<void>;
  stop(): Promise<unknown>;
}

export type Ask = (path: string, body?: object, method?: 'POST' | 'PUT') => Promise<unknown>;

/** Starts the demo on a home of its own. */
export async function startDemo(): Promise<Demo> {
  const home = join(await temporaryFolder('nexus-demo'), 'home');
  const server = await runServer({ home });
  const { address } = server;
  const ask = asker(address, await server.token('ada'));
  await server.member('worku');
  await addHardCase({ address, token: await server.token('worku'), ask });
  const signIn = signer(address);
  return { address, ask, signIn, stop: server.stop };
}

const asker =
  (address: string, token: string): Ask =>
  async (path, body, method = 'POST') => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const sent = body === undefined ? { headers } : { method, headers, body: JSON.stringify(body) };
    const answer = await fetch(address + path, sent);
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };

type Cookies = Awaited<ReturnType<BrowserContext['cookies']>>;

/** The form is filled in once for each member: a password takes its time. */
function signer(address: string): Demo['signIn'] {
  const kept = new Map<string, Promise<Cookies>>();
  return async (context, username) => {
    if (username === 'visitor') return;
    if (!kept.has(username)) kept.set(username, fillIn(context, address, username));
    const cookies = await kept.get(username)!;
    await context.addCookies(cookies.filter(({ name }) => name === 'session'));
  };
}

async function fillIn(context: BrowserContext, address: string, username: string): Promise<Cookies> {
  const page = await context.newPage();
  await page.goto(`${address}/sign-in`);
  await page.locator('input[name=login]').fill(`${username}@example.org`);
  await page.locator('input[name=password]').fill('nexus-demo');
  await page.locator('main form button[type=submit]').click();
  await page.waitForURL((url) => url.pathname !== '/sign-in');
  await page.close();
  return context.cookies(address);
}
