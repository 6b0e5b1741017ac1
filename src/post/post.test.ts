import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity } from '../../test/support/community.ts';
import { transaction } from '../context.ts';
import { setState } from '../user/roles.ts';
import { createPost } from './create.ts';
import { postsById, postsWithOriginals } from './post.ts';
import { repost } from './repost.ts';

const community = await makeCommunity();
const ana = await community.person('ana');
const ben = await community.person('ben');

test('forty posts take as many statements as two, and one when the process knows them', async () => {
  const ids: string[] = [];
  for (let n = 0; n < 20; n++) {
    const id = await createPost(ana.ctx(), { text: `Post ${n} #tag @ben` });
    ids.push(await repost(ben.ctx(), id));
  }
  const statements = async (wanted: readonly string[]) => {
    const ctx = ben.ctx();
    const posts = await postsWithOriginals(ctx, wanted);
    assert.equal(posts.size, 2 * wanted.length);
    return ctx.db.counter.statements;
  };
  assert.equal(await statements(ids.slice(0, 1)), 2);
  assert.equal(await statements(ids.slice(1)), 2);
  assert.equal(await statements(ids), 1);
});

test('the body of an unchanged post is the same object each time', async () => {
  const id = await createPost(ana.ctx(), { text: 'Same' });
  const first = (await postsById(ana.ctx(), [id])).get(id)!;
  const second = (await postsById(ben.ctx(), [id])).get(id)!;
  assert.equal(first.body, second.body);
});

test('nobody but the author sees what a suspended person wrote', async () => {
  const eve = await community.person('eve');
  const id = await createPost(eve.ctx(), { text: 'Buy this' });
  const shared = await repost(ben.ctx(), id);
  await transaction(community.ctx(), (tx) => setState(tx, eve.id, 'suspended'));
  assert.equal((await postsById(ana.ctx(), [id, shared])).size, 0);
  assert.equal((await postsWithOriginals(ana.ctx(), [shared])).size, 0);
});
