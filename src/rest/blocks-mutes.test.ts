import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity, type Person } from '../../test/support/community.ts';
import { block } from '../user/block.ts';
import { endorse } from '../user/endorse.ts';
import { follow } from '../user/follow.ts';
import { mute } from '../user/mute.ts';

const community = await makeCommunity();
const [ann, ben, eve] = (await Promise.all(['ann', 'ben', 'eve'].map((name) => community.person(name)))) as [
  Person,
  Person,
  Person,
];

test('blocks, mutes and endorsements are listed to who made them', async () => {
  await block(ann.ctx(), ben.id);
  await mute(ann.ctx(), eve.id, { duration: 3600 });
  await follow(ann.ctx(), eve.id);
  await endorse(ann.ctx(), eve.id);
  const list = async (name: string, person: Person) =>
    (await community.request({ url: `/api/v1/${name}`, token: await person.token() })).json();
  const ids = async (name: string, person: Person) =>
    (await list(name, person)).map((account: { id: string }) => account.id);
  assert.deepEqual(
    [await ids('blocks', ann), await ids('mutes', ann), await ids('endorsements', ann)],
    [[ben.id], [eve.id], [eve.id]],
  );
  assert.match((await list('mutes', ann))[0].mute_expires_at, /Z$/);
  for (const name of ['blocks', 'mutes', 'endorsements']) {
    assert.deepEqual(await ids(name, ben), []);
    assert.equal((await community.request({ url: `/api/v1/${name}` })).statusCode, 401);
  }
});
