// Writes at a steady rate by the API: likes and bookmarks, each once only, and a post now and then. Every acknowledged
// one is remembered, and can be looked up afterwards.

import pg from 'pg';
import type { Member } from './people.ts';

const POSTS = 1000;
/** One write in so many is a post. */
const POST_EVERY = 20;
/** Milliseconds between two handfuls. */
const TICK = 20;
/** Requests under way at most: a server that is away is not buried. */
const MOST = 150;

export interface Writers {
  /** When each acknowledged write was acknowledged. */
  readonly acknowledged: readonly number[];
  /** Status → how many. 0: no answer. */
  readonly statuses: ReadonlyMap<number, number>;
  /** Ends, and gives how many acknowledged writes are not in the database. */
  stop(): Promise<number>;
}

interface Write {
  readonly kind: 'favourite' | 'bookmark' | 'post';
  readonly user: number;
  readonly post: string;
}

/** Makes what is written about, and starts. */
export async function startWriters(
  databaseUrl: string,
  addresses: readonly string[],
  { members, perSecond }: { readonly members: readonly Member[]; readonly perSecond: number },
): Promise<Writers> {
  const posts = await makePosts(databaseUrl, `${addresses[0]}`, members[0]!);
  const done: Write[] = [];
  const acknowledged: number[] = [];
  const statuses = new Map<number, number>();
  const open = new Set<Promise<void>>();
  let turn = 0;
  const one = async () => {
    const write = writeOf(turn++, members.length, posts);
    const address = addresses[turn % addresses.length]!;
    const { status, id } = await send(address, write, members[write.user]!.token);
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    if (status !== 200) return;
    acknowledged.push(Date.now());
    done.push(id === undefined ? write : { ...write, post: id });
  };
  const began = performance.now();
  let sent = 0;
  const timer = setInterval(() => {
    // By the clock: ticks of a busy machine come late. What could not be sent in its time is left out.
    const due = ((performance.now() - began) / 1000) * perSecond;
    for (; sent < due && open.size < MOST; sent++) {
      const work: Promise<void> = one().finally(() => open.delete(work));
      open.add(work);
    }
    sent = Math.max(sent, due);
  }, TICK);
  return {
    acknowledged,
    statuses,
    async stop() {
      clearInterval(timer);
      await Promise.all(open);
      return done.length - (await countKept(databaseUrl, done));
    },
  };
}

/** Every member likes and bookmarks every post once. */
function writeOf(turn: number, members: number, posts: readonly string[]): Write {
  const user = turn % members;
  if (turn % POST_EVERY === 0) return { kind: 'post', user, post: '' };
  const post = posts[Math.floor(turn / members / 2) % posts.length]!;
  return { kind: Math.floor(turn / members) % 2 === 0 ? 'favourite' : 'bookmark', user, post };
}

async function send(
  address: string,
  { kind, post }: Write,
  token: string,
): Promise<{ status: number; id?: string }> {
  const path = kind === 'post' ? '/api/v1/statuses' : `/api/v1/statuses/${post}/${kind}`;
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const body = kind === 'post' ? JSON.stringify({ status: `Written at ${Date.now()}` }) : '{}';
  try {
    const answer = await fetch(`${address}${path}`, {
      method: 'POST',
      headers,
      body,
      signal: AbortSignal.timeout(30_000),
    });
    const text = await answer.text();
    if (kind !== 'post' || answer.status !== 200) return { status: answer.status };
    return { status: 200, id: (JSON.parse(text) as { id: string }).id };
  } catch {
    return { status: 0 };
  }
}

/** One post by the API, and copies of it. */
async function makePosts(databaseUrl: string, address: string, { token }: Member): Promise<string[]> {
  const made = await send(address, { kind: 'post', user: 0, post: '' }, token);
  if (made.id === undefined) throw new Error(`The first post was refused with ${made.status}`);
  const text = `insert into t_main.post
    select (jsonb_populate_record(p, jsonb_build_object('id', made.id, 'root_id', made.id))).*
    from t_main.post p, (select nexus.next_id() as id from generate_series(1, $2::int)) made where p.id = $1
    returning id::text`;
  return (await query<{ id: string }>(databaseUrl, text, [made.id, POSTS])).map(({ id }) => id);
}

const TABLES = { favourite: 'post_like', bookmark: 'bookmark' } as const;

async function countKept(databaseUrl: string, writes: readonly Write[]): Promise<number> {
  const of = (kind: Write['kind']) => writes.filter((write) => write.kind === kind);
  const names = `select count(*)::int as count from t_main.post where id = any($1::bigint[])`;
  let kept = (await query<{ count: number }>(databaseUrl, names, [of('post').map(({ post }) => post)]))[0]!
    .count;
  for (const kind of ['favourite', 'bookmark'] as const) {
    const text = `select count(*)::int as count from unnest($1::bigint[], $2::text[]) as done(post, name)
      join t_main.user u on u.username = done.name
      join t_main.${TABLES[kind]} t on t.user_id = u.id and t.post_id = done.post`;
    const values = [of(kind).map(({ post }) => post), of(kind).map(({ user }) => usernameOf(user))];
    kept += (await query<{ count: number }>(databaseUrl, text, values))[0]!.count;
  }
  return kept;
}

/** How the members must be called. */
export const usernameOf = (index: number): string => `writer${index}`;

async function query<Row extends pg.QueryResultRow>(
  url: string,
  text: string,
  values: unknown[],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}

/** The longest time in seconds without an acknowledged write, of what began after a moment. */
export function longestGap(acknowledged: readonly number[], since: number): number {
  const times = [since, ...acknowledged.filter((time) => time > since)];
  return Math.max(...times.slice(1).map((time, index) => time - times[index]!), 0) / 1000;
}
