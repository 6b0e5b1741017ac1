// Sends random requests in batches and judges the answers: no answer blames the server, every refusal is told
// in its edge's form, nothing is left hanging in the process or in the database.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import fc from 'fast-check';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { mintToken } from '../../src/auth/mint.ts';
import { appByClientId } from '../../src/auth/oauth/app.ts';
import { globalId, type NodeType } from '../../src/graphql/kit/node.ts';
import { createPost } from '../../src/post/create.ts';
import { makeCommunity } from '../support/community.ts';
import { type Everything, type Ids, makeEverything } from '../support/everything.ts';
import { type Served, serve } from '../support/served.ts';
import type { FuzzRequest } from './rest-arbitrary.ts';

/** Requests in all, over both edges; 100,000 takes five minutes. */
export const RUNS = Number(process.env.FUZZ_RUNS ?? 20_000);
const SEED = Number(process.env.FUZZ_SEED ?? 20_260_101);
const BATCH = 50;
/** Milliseconds within which even a busy machine answers. */
const PATIENCE = 30_000;

export interface Target {
  readonly everything: Everything;
  readonly served: Served;
  /** Sends `runs` requests, the same ones for the same seed. Fails with all that went wrong. */
  bombard(requests: fc.Arbitrary<FuzzRequest>, runs: number): Promise<void>;
  /** How many answers had each status. */
  readonly statuses: ReadonlyMap<number, number>;
  /** Fails unless every connection is free and none is within a transaction. */
  assertAtRest(): Promise<void>;
}

/** A server with one of everything to aim at. */
export async function makeTarget(): Promise<Target> {
  const community = await makeCommunity({}, { databaseConnections: 8 });
  const everything = await makeEverything(community);
  const served = await serve(community.deployment);
  const statuses = new Map<number, number>();
  const rejections: unknown[] = [];
  const note = (reason: unknown) => void rejections.push(reason);
  process.on('unhandledRejection', note);
  after(() => process.off('unhandledRejection', note));
  const send = async (request: FuzzRequest, fill: (text: string) => string) => {
    const answer = await answerTo(served, community.host, request, fill);
    statuses.set(answer.statusCode, (statuses.get(answer.statusCode) ?? 0) + 1);
    judge(answer, request);
  };
  return {
    everything,
    served,
    statuses,
    async bombard(requests, runs) {
      const faults: string[] = [];
      for (let batch = 0; batch * BATCH < runs; batch++) {
        const fill = await fillerOf(everything);
        const sample = fc.sample(requests, { numRuns: BATCH, seed: SEED + batch });
        const answers = await Promise.allSettled(sample.map((request) => send(request, fill)));
        for (const one of answers) if (one.status === 'rejected') faults.push(String(one.reason));
        if (faults.length > 10) break;
      }
      assert.deepEqual(faults, []);
      assert.deepEqual(rejections, []);
    },
    assertAtRest: () => assertAtRest(everything),
  };
}

/** Fills in what exists now: posts are deleted and tokens revoked all the time. */
async function fillerOf({
  community,
  ids,
  owner,
  friend,
  oauth,
}: Everything): Promise<(text: string) => string> {
  const app = await appByClientId(community.ctx(), oauth.clientId);
  const [status, ownerToken, friendToken, appToken] = await Promise.all([
    createPost(owner.ctx(), { text: 'One more #topic' }),
    owner.token(),
    friend.token(['read', 'write:favourites']),
    mintToken(community.ctx(), owner.id, ['read', 'write'], app!.id),
  ]);
  const tokens = { owner: ownerToken, friend: friendToken, app: appToken, token: ownerToken };
  const now = { ...ids, status };
  const values: Readonly<Record<string, string>> = {
    ...now,
    ...globalIds(now),
    ...tokens,
    clientId: oauth.clientId,
  };
  return (text) => text.replaceAll(/zz(\w+?)zz/g, (whole, name: string) => values[name] ?? whole);
}

/** The same ids as GraphQL writes them, as `global_status`. */
function globalIds(ids: Ids): Record<string, string> {
  return Object.fromEntries(
    Object.entries(GLOBAL).map(([name, type]) => [`global_${name}`, globalId(type, ids[name as keyof Ids])]),
  );
}

const GLOBAL: Readonly<Partial<Record<keyof Ids, NodeType>>> = {
  account: 'User',
  asker: 'User',
  request: 'User',
  status: 'Post',
  comment: 'Post',
  privateStatus: 'Post',
  media: 'Media',
  notification: 'Notification',
  session: 'Session',
  tag: 'Tag',
};

async function answerTo(
  served: Served,
  host: string,
  { method, url, headers, body, who }: FuzzRequest,
  fill: (text: string) => string,
): Promise<LightMyRequestResponse> {
  const secret = who === 'nobody' ? undefined : who === 'wrong' ? 'wrong' : fill(`zz${who}zz`);
  const options: InjectOptions = {
    method: method as 'GET',
    url: fill(url),
    headers: {
      host,
      ...(secret && { authorization: `Bearer ${secret}` }),
      ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, fill(value)])),
    },
    ...(body !== undefined && { payload: fill(body) }),
  };
  const late = AbortSignal.timeout(PATIENCE);
  const answer = served.server.inject({ ...options, signal: late });
  return await answer.catch((error: unknown) => {
    throw late.aborted ? new Error(`No answer to ${method} ${url}`) : error;
  });
}

/** What an answer must be, whatever was asked. */
function judge(answer: LightMyRequestResponse, { method, url, headers, body }: FuzzRequest): void {
  const asked = `${method} ${url.slice(0, 300)} ${JSON.stringify(headers)} ${body?.slice(0, 1000) ?? ''}`;
  const what = `${asked} → ${answer.statusCode} ${answer.body.slice(0, 300)}`;
  assert.ok(answer.statusCode < 500, what);
  assert.ok(!answer.body.includes('went wrong on our side'), what);
  if (answer.statusCode < 400 || method === 'HEAD') return;
  if (!isPage(answer, url)) assert.notEqual(reasonOf(answer.body, url), '', what);
}

/** What a refusal says of itself, in its edge's form; empty when it says nothing. */
function reasonOf(body: string, url: string): string {
  try {
    const told = JSON.parse(body);
    return String((/^\/graphql(\?|$)/.test(url) ? told.errors[0].message : told.error) ?? '');
  } catch {
    return '';
  }
}

/** A page answers with a page; what apps call never does. */
const isPage = ({ headers }: LightMyRequestResponse, url: string): boolean =>
  String(headers['content-type']).startsWith('text/html') &&
  !/^\/(api|graphql|oauth\/(token|revoke|userinfo)|media)\b/.test(url);

async function assertAtRest({ community }: Everything): Promise<void> {
  const { deployment, tenant } = community;
  const shard = deployment.shards.get(tenant.shard)!;
  const { total, idle, waiting } = shard.usage();
  assert.equal(idle, total, `${total - idle} of ${total} connections were never given back`);
  assert.equal(waiting, 0);
  assert.ok(total <= deployment.config.databaseConnections);
  // A fresh statement on every connection at once: none is stuck, none is inside a transaction.
  const slice = deployment.config.databaseConnections / deployment.config.databaseSlices;
  const times = await Promise.all(
    Array.from({ length: slice }, () =>
      shard.withClient(tenant.id, async (client) => {
        const began = await client.query('select now()::text as at');
        return began.rows[0].at !== (await client.query('select now()::text as at')).rows[0].at;
      }),
    ),
  );
  assert.deepEqual(times, Array(slice).fill(true));
  const text = `select count(*)::int as open from pg_stat_activity
    where state like 'idle in transaction%' and state_change < now() - interval '5 seconds'
      and query like '%' || $1 || '%'`;
  const open = await shard.query<{ open: number }>(tenant.id, { text, values: [tenant.schema] });
  assert.equal(open.rows[0]!.open, 0);
}
