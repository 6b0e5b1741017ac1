// What happens elsewhere in a journey: forms sent with a member's cookies, beside the pages that are looked at.

import assert from 'node:assert/strict';
import type { Member } from '../member.ts';

/** Sends a form of a page as a browser without script does; gives the address it leads to. */
export async function submit(
  member: Member,
  action: string,
  fields: Readonly<Record<string, string>> = {},
): Promise<URL> {
  const { request } = member.window.context;
  // A visitor is led to the form for signing in, whose token is theirs.
  const page = await (await request.get(member.at('/compose'))).text();
  const token = /name="form_token" value="([^"]+)"/.exec(page)?.[1];
  assert.ok(token, 'no form there');
  const answer = await request.post(member.at(action), { form: { form_token: token, ...fields } });
  assert.ok(answer.ok(), `${action}: ${answer.status()}`);
  return new URL(answer.url());
}

/** Posts a text; gives the path of the post. */
export async function write(
  member: Member,
  text: string,
  fields: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { pathname } = await submit(member, '/compose', { text, key: text, visibility: 'public', ...fields });
  assert.match(pathname, /^\/@\w+\/\d+$/);
  return pathname;
}

/** Does to a person what a button on their page does: follow, block, mute … */
export async function actOn(member: Member, name: string, act: string): Promise<void> {
  const page = await (await member.window.context.request.get(member.at(`/@${name}`))).text();
  const id = /\/users\/(\d+)\//.exec(page)?.[1];
  assert.ok(id, `no way to do anything to ${name}`);
  await submit(member, `/users/${id}/${act}`);
}

/** The id at the end of a post's path. */
export const idOf = (path: string): string => path.split('/').at(-1)!;
