// What one member does in their first minutes, through the front door over TLS. It runs inside the stack's network
// namespace as a program of its own: journey.ts ORIGIN CERTIFICATE MAIL-FOLDER TOKEN, with the token of another member.
// Every step that went well is a line of its output.

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Visitor } from './visitor.ts';

const [origin = '', certificate = '', mails = '', token = ''] = process.argv.slice(2);
const ann = new Visitor(origin, certificate);
const login = { login: 'ann@example.org', password: 'a long walk home' };

await step('the community is there, over TLS 1.3', async () => {
  const { status, protocol } = await ann.send('/about');
  return status === 200 && protocol === 'TLSv1.3';
});
await step('signed up', async () => {
  const fields = { username: 'ann', email: login.login, password: login.password, agreement: 'yes' };
  return (await ann.fill('/sign-up', '/sign-up', fields)).status < 400;
});
await step('the mail came, and its link confirms the address', async () => {
  const link = await confirmation();
  return (await ann.fill(link, '/confirm', {})).status < 400;
});
await step('signed in', async () => {
  await ann.fill('/sign-in', '/sign-in', login);
  return (await ann.send('/home')).status === 200;
});
const events = await ann.begin('/live', { headers: { accept: 'text/event-stream' } });
let heard = '';
events.setEncoding('utf8').on('data', (part: string) => {
  heard += part;
});
await step('listens live', () => eventually(() => heard.includes('event: hello')));
let posted: { id: string; url: string } | undefined;
await step('somebody posts from an app', async () => {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ status: 'Good morning @ann #welcome' });
  const { status, text } = await ann.send('/api/v1/statuses', { method: 'POST', headers, body });
  posted = JSON.parse(text);
  return status === 200;
});
await step('is told at once', () => eventually(() => heard.includes('event: notification')));
await step('reads it', async () => {
  const path = new URL(posted!.url).pathname;
  return (await ann.send(path)).text.includes('Good morning');
});
await step('a picture of theirs is stored and served', async () => {
  const account = await ann.send('/api/v1/accounts/lookup?acct=ann', {
    headers: { accept: 'application/json' },
  });
  return (await ann.send(new URL(JSON.parse(account.text).avatar).pathname)).status === 200;
});
events.destroy();

async function step(name: string, isSo: () => Promise<boolean>): Promise<void> {
  if (!(await isSo())) throw new Error(`failed: ${name}`);
  process.stdout.write(`${name}\n`);
}

async function eventually(isSo: () => boolean | Promise<boolean>): Promise<boolean> {
  for (let tries = 0; tries < 200; tries++) {
    if (await isSo()) return true;
    await sleep(100);
  }
  return false;
}

/** The path that the newest mail leads to. */
async function confirmation(): Promise<string> {
  const names = async () => (await readdir(mails).catch(() => [])).sort();
  await eventually(async () => (await names()).length > 0);
  const newest = (await names()).at(-1);
  if (newest === undefined) throw new Error('No mail came');
  const { text } = JSON.parse(await readFile(join(mails, newest), 'utf8')) as { text: string };
  const [link] = /https:\S+confirm\S+/.exec(text) ?? [];
  if (link === undefined) throw new Error(`No link in: ${text}`);
  const { pathname, search } = new URL(link);
  return pathname + search;
}
