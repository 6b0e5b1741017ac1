// The people of a drill: signed up through the API, following a few of each other, and what members do all day.

import { randomUUID } from 'node:crypto';
import type { Answer, Asked, Client } from './load.ts';
import { PASSWORD } from './nexus.ts';

export interface Member {
  readonly name: string;
  readonly id: string;
  /** Of a sign-in: good as bearer and as the cookie of a browser. */
  readonly token: string;
}

/** Signs people up, member1 to memberN; each follows the next three. Needs MAIL_CONFIRMATION=off. */
export async function gatherCrowd(client: Client, size: number): Promise<readonly Member[]> {
  const names = Array.from({ length: size }, (_, index) => `member${index + 1}`);
  const members: Member[] = [];
  for (let at = 0; at < size; at += 4)
    members.push(...(await Promise.all(names.slice(at, at + 4).map((name) => signUp(client, name)))));
  for (const [index, { token }] of members.entries()) {
    for (const step of [1, 2, 3]) {
      const { id } = members[(index + step) % size]!;
      const path = `/api/v1/accounts/${id}/follow`;
      if (id !== members[index]!.id) await client.ask({ kind: 'follow', method: 'POST', path, token });
    }
  }
  return members;
}

async function signUp(client: Client, name: string): Promise<Member> {
  const sheet = `username: "${name}", email: "${name}@example.org", password: "${PASSWORD}", agreement: true`;
  await query(client, `mutation { register(input: { ${sheet} }) { errors { message } } }`);
  const login = `logIn(input: { login: "${name}", password: "${PASSWORD}" }) { token user { restId } }`;
  const { data } = await query(client, `mutation { ${login} }`);
  return { name, id: data.logIn.user.restId, token: data.logIn.token };
}

interface SignedIn {
  readonly data: { readonly logIn: { readonly token: string; readonly user: { readonly restId: string } } };
}

async function query(client: Client, text: string): Promise<SignedIn> {
  const asked = { kind: 'sign-up', method: 'POST', path: '/graphql', body: { query: text } } as const;
  const { status, body } = await client.ask(asked);
  const answer = JSON.parse(body) as SignedIn & { errors?: unknown };
  if (status !== 200 || answer.errors !== undefined) throw new Error(`GraphQL: ${status} ${body}`);
  return answer;
}

/** A post as it was asked for, and the ids that were answered to its key. */
export interface Written {
  readonly asked: Asked;
  readonly text: string;
  readonly ids: Set<string>;
}

/** What a crowd does, one thing after the other, and what it has written. */
export class Doings {
  readonly written = new Map<string, Written>();
  readonly #members: readonly Member[];
  #posts: string[] = [];

  constructor(members: readonly Member[]) {
    this.#members = members;
  }

  /** A cheap read or a common one, by turns. */
  read(index: number): Asked {
    const { token } = this.#member(index);
    const post = this.#posts[index % Math.max(1, this.#posts.length)];
    const paths = [
      '/api/v1/instance',
      post === undefined ? '/api/v1/timelines/public?limit=5' : `/api/v1/statuses/${post}`,
      '/api/v1/timelines/home?limit=5',
      '/api/v1/notifications?limit=5',
      post === undefined ? '/api/v1/instance/rules' : `/api/v1/statuses?id[]=${post}`,
      '/api/v1/timelines/public?limit=5&local=true',
    ];
    return { kind: 'read', path: paths[index % paths.length]!, token };
  }

  /** A post with an Idempotency-Key of its own. */
  post(index: number): Asked {
    const [key, text] = [randomUUID(), `Post ${index} of the drill`];
    const headers = { 'idempotency-key': key };
    const { token } = this.#member(index);
    const path = '/api/v1/statuses';
    const asked = {
      kind: 'keyed write',
      method: 'POST',
      path,
      token,
      headers,
      body: { status: text },
    } as const;
    this.written.set(key, { asked, text, ids: new Set() });
    return asked;
  }

  /** A like of a recent post: a write without a key. */
  like(index: number): Asked {
    const post = this.#posts[(index * 7) % Math.max(1, this.#posts.length)];
    if (post === undefined) return this.post(index);
    const path = `/api/v1/statuses/${post}/favourite`;
    return { kind: 'write', method: 'POST', path, token: this.#member(index * 3).token };
  }

  /** Notes the id that a keyed write was answered with. */
  answered(asked: Asked, { body }: Answer): void {
    const key = asked.headers?.['idempotency-key'];
    if (key === undefined) return;
    const { id } = JSON.parse(body) as { id: string };
    this.written.get(key)!.ids.add(id);
    this.#posts = [...this.#posts.slice(-199), id];
  }

  #member(index: number): Member {
    return this.#members[index % this.#members.length]!;
  }
}
