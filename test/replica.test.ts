// Visitors read from a standby, over a real one: what they see, what they must not see, and what happens when it is
// behind, away, or all there is.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { deletePost } from '../src/post/delete.ts';
import { startEmbedded } from '../src/utils/embedded-postgres.ts';
import { makeLogger } from '../src/utils/log.ts';
import { replicaReads } from '../src/utils/metrics.ts';
import { atEnd } from './support/at-end.ts';
import { makeCommunity } from './support/community.ts';
import { eventually } from './support/eventually.ts';
import { publish } from './support/posting.ts';
import { startStandby } from './support/standby.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const home = await temporaryFolder('nexus-primary');
const start = () => startEmbedded({ home, durable: false, log: makeLogger('silent') });
let primary = await start();
atEnd(() => primary.stop());
const standby = await startStandby(home);
atEnd(() => standby.stop());
process.env.NEXUS_TEST_DATABASE = primary.url;
delete process.env.NEXUS_TEST_MIGRATED;
const community = await makeCommunity({}, { replicas: new Map([['main', standby.url]]) });
const ada = await community.person('ada');
const token = await ada.token();

const status = async (id: string, bearer?: string) =>
  (await community.request({ url: `/api/v1/statuses/${id}`, ...(bearer && { token: bearer }) })).statusCode;
const page = async (id: string) => (await community.request({ url: `/@ada/${id}` })).statusCode;

/** How many statements each has answered. */
async function answered(): Promise<{ replica: number; primary: number }> {
  const { values } = await replicaReads.get();
  const of = (from: string) => values.find(({ labels }) => labels.from === from)?.value ?? 0;
  return { replica: of('replica'), primary: of('primary') };
}

/** Whether what visitors ask now is answered by the standby. */
async function isUsed(): Promise<boolean> {
  const before = await answered();
  await community.request({ url: '/api/v1/timelines/public' });
  const after = await answered();
  return after.replica > before.replica && after.primary === before.primary;
}

const whenUsed = () => eventually(isUsed, (used) => used);

test('visitors read from the standby, and members from the primary', async () => {
  const first = await publish(community, ada, 'The first');
  assert.equal(await status(first, token), 200);
  await eventually(
    () => status(first),
    (code) => code === 200,
  );
  await whenUsed();
  await standby.pause();
  const second = await publish(community, ada, 'The second');
  assert.equal(await status(second, token), 200);
  assert.equal(await status(second), 404);
  assert.equal(await page(second), 404);
});

test('a standby that is behind is not asked any more, until it has caught up', async () => {
  const behind = await publish(community, ada, 'While it is behind');
  await eventually(
    () => status(behind),
    (code) => code === 200,
  );
  assert.equal(await isUsed(), false);
  await standby.resume();
  await whenUsed();
  assert.equal(await status(behind), 200);
});

test('what is deleted is gone at once, though the standby still shows it', async () => {
  const gone = await publish(community, ada, 'Soon gone');
  await eventually(
    () => status(gone),
    (code) => code === 200,
  );
  assert.equal(await page(gone), 200);
  await whenUsed();
  await standby.pause();
  await deletePost(ada.ctx(), gone);
  // Until the message is heard, as it takes within one process.
  await sleep(200);
  assert.equal(await status(gone), 404);
  assert.equal(await page(gone), 404);
  await standby.resume();
  await whenUsed();
  assert.equal(await status(gone), 404);
});

test('visitors go on reading while the primary is away, and members are told so', async () => {
  const kept = await publish(community, ada, 'Kept');
  await eventually(
    () => status(kept),
    (code) => code === 200,
  );
  await whenUsed();
  await primary.stop();
  assert.equal(await status(kept, token), 503);
  await eventually(
    () => status(kept),
    (code) => code === 200,
  );
  primary = await start();
  await eventually(
    () => status(kept, token),
    (code) => code === 200,
  );
});
