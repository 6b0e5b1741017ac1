import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity } from '../../test/support/community.ts';
import { authenticate } from './authenticate.ts';
import { mintToken } from './mint.ts';
import { registerApp } from './oauth/app.ts';
import { listSessions, revokeOtherSessions, revokeSession } from './sessions.ts';

const community = await makeCommunity();

async function contextOf(token: string) {
  const { viewer, access } = (await authenticate(community.ctx(), token))!;
  return { ...community.ctx(), viewer, access };
}

test('the list shows one’s own sessions and app tokens, and which is in use', async () => {
  const ann = await community.person('ann');
  const { app } = await registerApp(community.ctx(), {
    name: 'Tusk',
    redirectUris: ['https://tusk.example/'],
  });
  await mintToken(community.ctx(), ann.id, ['read'], app.id);
  const ctx = await contextOf(await ann.token());
  await (await community.person('else')).token();
  const sessions = await listSessions(ctx);
  assert.deepEqual(
    sessions.map(({ appName, current }) => [appName, current]),
    [
      [null, true],
      ['Tusk', false],
    ],
  );
});

test('a session is ended by its owner; to anybody else it is not there', async () => {
  const [ben, cat] = [await community.person('ben'), await community.person('cat')];
  const token = await ben.token();
  const [session] = await listSessions(ben.ctx());
  await assert.rejects(revokeSession(cat.ctx(), session!.id), { code: 'not-found' });
  await revokeSession(ben.ctx(), session!.id);
  assert.equal(await authenticate(community.ctx(), token), null);
  await assert.rejects(revokeSession(ben.ctx(), session!.id), { code: 'not-found' });
});

test('all others can be ended at once', async () => {
  const dan = await community.person('dan');
  const [here, there] = [await dan.token(), await dan.token()];
  const strange = await (await community.person('eve')).token();
  assert.equal(await revokeOtherSessions(await contextOf(here)), 1);
  assert.equal(await authenticate(community.ctx(), there), null);
  for (const token of [here, strange]) assert.notEqual(await authenticate(community.ctx(), token), null);
});
