import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeBrowser } from '../../../test/support/browser.ts';
import { makeCommunity } from '../../../test/support/community.ts';
import { useOwnDatabase } from '../../../test/support/database.ts';
import { type Deployment, openDeployment } from '../../deployment.ts';
import { conditionOf } from '../../http/condition.ts';
import { makeServer } from '../../server.ts';
import { makeLogger } from '../../utils/log.ts';

// Jobs of other tests, late or not, lie in the database that they share.
useOwnDatabase();
const community = await makeCommunity();
const browser = makeBrowser(community);
const { deployment } = community;

async function due(ago: string, attempts = 0): Promise<void> {
  const shard = deployment.shards.get('main')!;
  const add = `select id from graphile_worker.add_job('of/nobody', run_at := now() - $1::interval)`;
  const [job] = (await shard.query<{ id: string }>(0, { text: add, values: [ago] })).rows;
  const tried = 'update graphile_worker._private_jobs set attempts = $2 where id = $1';
  await shard.query(0, { text: tried, values: [job!.id, attempts] });
}

/** The same deployment as another process sees it, which asks anew. */
const seenAnew = (changes: Partial<Deployment> = {}): Deployment => ({ ...deployment, ...changes });

test('the page says in the visitor’s language that all is well, and names nobody', async () => {
  const english = await browser.open('/status');
  assert.equal(english.status, 200);
  assert.match(english.html, /Everything works\./);
  const french = await browser.open('/status', { 'accept-language': 'fr' });
  assert.match(french.html, /Tout fonctionne\./);
  assert.equal(english.headers['set-cookie'], undefined);
});

test('programs get the same as JSON, by address or by Accept', async () => {
  const byAddress = await browser.open('/status.json');
  const byAccept = await browser.open('/status', { accept: 'application/json' });
  assert.deepEqual(JSON.parse(byAddress.html), JSON.parse(byAccept.html));
  const { since, at, ...parts } = JSON.parse(byAddress.html);
  assert.deepEqual(parts, { status: 'well', database: 'well', jobs: 'well', live: 'well' });
  assert.ok(Date.parse(since) <= Date.parse(at));
});

test('it is read once for all who ask within five seconds', () => {
  assert.equal(conditionOf(deployment), conditionOf(deployment));
});

test('jobs are late when one that may be tried has been due for more than five minutes', async () => {
  await due('4 minutes');
  assert.equal((await conditionOf(seenAnew())).jobs, 'well');
  await due('6 hours', 25);
  assert.equal((await conditionOf(seenAnew())).jobs, 'well', 'one given up is not late');
  await due('6 minutes');
  assert.equal((await conditionOf(seenAnew())).jobs, 'late');
});

test('without its database it still answers, and says what it does not know', async () => {
  const away = await openDeployment(deployment.config, deployment.shardUrls, makeLogger('silent'));
  await away.close();
  const { database, jobs, live } = await conditionOf(away);
  assert.deepEqual({ database, jobs, live }, { database: 'away', jobs: 'unknown', live: 'away' });
  const server = await makeServer(away);
  const headers = { host: community.host, accept: 'text/html', cookie: `session=${'x'.repeat(43)}` };
  const page = await server.inject({ url: '/status', headers });
  assert.equal(page.statusCode, 200);
  assert.match(page.body, /Cannot be reached\./);
});
