// People who write to a server as fast as it answers, and a record of what it said to each write.

import { randomUUID } from 'node:crypto';
import type { RunningServer } from './running-server.ts';

export interface Writer {
  readonly username: string;
  readonly id: string;
  readonly token: string;
}

/** A write as it was asked for; `answer` is the id the server gave, absent when it never said. */
export interface Written {
  readonly kind: 'post' | 'like' | 'follow';
  readonly by: Writer;
  /** The text of a post and its idempotency key. */
  readonly text: string;
  readonly key: string;
  /** Who is mentioned or followed; the post that is liked. */
  readonly about: string;
  answer?: string;
}

const PASSWORD = 'a long walk home';

/** Signs somebody up and in. Needs MAIL_CONFIRMATION=off. */
export async function signUp({ address }: RunningServer, username: string): Promise<Writer> {
  const sheet = `username: "${username}", email: "${username}@example.org", password: "${PASSWORD}", agreement: true`;
  const mutation = `mutation { register(input: { ${sheet} }) { errors { message } }
    logIn(input: { login: "${username}", password: "${PASSWORD}" }) { token user { restId } errors { message } } }`;
  const [first, second] = mutation.split('\n').map((part) => part.trim());
  await graphql(address, `${first} }`);
  const { logIn } = await graphql(address, `mutation { ${second}`);
  if (logIn.token === null) throw new Error(JSON.stringify(logIn.errors));
  return { username, id: logIn.user.restId, token: logIn.token };
}

// biome-ignore lint/suspicious/noExplicitAny: the answer has the shape of the question
async function graphql(address: string, query: string): Promise<any> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ query }),
  });
  const { data, errors } = (await answer.json()) as { data: unknown; errors?: unknown };
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data;
}

/** Sends one write; throws when there is no whole answer, or one that is no success. */
export async function write(address: string, written: Written): Promise<string> {
  const paths = {
    post: 'statuses',
    like: `statuses/${written.about}/favourite`,
    follow: `accounts/${written.about}/follow`,
  };
  const answer = await fetch(`${address}/api/v1/${paths[written.kind]}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${written.by.token}`,
      'content-type': 'application/json',
      ...(written.kind === 'post' && { 'idempotency-key': written.key }),
    },
    body: JSON.stringify(written.kind === 'post' ? { status: written.text } : {}),
  });
  const body = (await answer.json()) as { id: string };
  if (answer.status !== 200) throw new Error(`${answer.status} ${JSON.stringify(body)}`);
  return body.id;
}

/** Reads every item of a list, page by page. */
export async function readAll<Item>(address: string, path: string, { token }: Writer): Promise<Item[]> {
  const items: Item[] = [];
  let next: string | undefined = `${address}/api/v1/${path}`;
  while (next !== undefined) {
    const answer: Response = await fetch(next, { headers: { authorization: `Bearer ${token}` } });
    if (answer.status !== 200) throw new Error(`${next}: ${answer.status} ${await answer.text()}`);
    items.push(...((await answer.json()) as Item[]));
    next = /<([^>]*)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1];
  }
  return items;
}

export interface Crowd {
  readonly writers: readonly Writer[];
  readonly fans: readonly Writer[];
}

/** Keeps everybody writing until the server is gone, and what was asked of it in the record, in order. */
export async function writeUntilGone(
  address: string,
  { writers, fans }: Crowd,
  record: Written[],
): Promise<void> {
  await Promise.all(
    [...writers, ...fans].map((by) =>
      keepWriting(address, { by, writers, isFan: fans.includes(by) }, record),
    ),
  );
}

interface Turn {
  readonly by: Writer;
  readonly writers: readonly Writer[];
  readonly isFan: boolean;
}

async function keepWriting(address: string, turn: Turn, record: Written[]): Promise<void> {
  for (;;) {
    const written = nextWrite(turn, record);
    record.push(written);
    try {
      written.answer = await write(address, written);
    } catch (error) {
      // Refused, reset or cut off: the server is gone. Anything else is a fault of its own.
      if (error instanceof TypeError || error instanceof SyntaxError) return;
      throw error;
    }
  }
}

function nextWrite({ by, writers, isFan }: Turn, record: readonly Written[]): Written {
  const other = pick(writers.filter((writer) => writer !== by));
  const posts = record.filter((one) => one.kind === 'post' && one.answer !== undefined);
  const key = randomUUID();
  const common = { by, key, text: `Word ${key} for @${other.username}` };
  if (isFan && Math.random() < 0.3) return { ...common, kind: 'follow', about: other.id };
  if (posts.length > 0 && (isFan || Math.random() < 0.3))
    return { ...common, kind: 'like', about: pick(posts).answer! };
  return isFan
    ? { ...common, kind: 'follow', about: other.id }
    : { ...common, kind: 'post', about: other.id };
}

const pick = <T>(from: readonly T[]): T => from[Math.floor(Math.random() * from.length)]!;
