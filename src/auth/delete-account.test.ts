import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity } from '../../test/support/community.ts';
import { PASSWORD, personWithLogin } from '../../test/support/logins.ts';
import { pictureOf } from '../../test/support/picture.ts';
import { transaction } from '../context.ts';
import { eraseAccount } from '../feed/erase.ts';
import { homeFeed } from '../feed/home.ts';
import { storePicture } from '../media/picture.ts';
import { uploadMedia } from '../media/upload.ts';
import { bookmarkPost } from '../post/bookmark.ts';
import { createPost } from '../post/create.ts';
import { likePost } from '../post/like.ts';
import { postsById } from '../post/post.ts';
import { repost } from '../post/repost.ts';
import { block } from '../user/block.ts';
import { createUser } from '../user/create.ts';
import { follow } from '../user/follow.ts';
import { updateProfile } from '../user/profile.ts';
import { setState } from '../user/roles.ts';
import { userById } from '../user/user.ts';
import { statement } from '../utils/db/statement.ts';
import type { Id } from '../utils/id.ts';
import { authenticate } from './authenticate.ts';
import { deleteAccount } from './delete-account.ts';
import { signIn } from './sign-in.ts';

const community = await makeCommunity();
const staff = await community.person('staff', { role: 'admin' });

const left = statement<{ rows: number }>(
  'test-erase-left',
  `select (select count(*)::int from tenant.user where id = $1)
     + (select count(*)::int from tenant.post where author_id = $1)
     + (select count(*)::int from tenant.media where user_id = $1)
     + (select count(*)::int from tenant.login where user_id = $1)
     + (select count(*)::int from tenant.feed_entry where user_id = $1)
     + (select count(*)::int from tenant.notification where user_id = $1 or actor_id = $1)
     + (select count(*)::int from tenant.follow where $1 in (follower_id, followee_id)) as rows`,
);

/** What the worker does, until nothing is left to do. */
async function erase(userId: Id): Promise<void> {
  for (let runs = 0; runs < 20; runs++) await eraseAccount(community.ctx(), { userId });
}

test('a deleted account is gone at once: nobody sees it, and nothing signs in to it', async () => {
  const ana = await personWithLogin(community, 'ana');
  const post = await createPost(ana.ctx(), { text: 'Here I am' });
  const token = await ana.token();
  await deleteAccount(ana.ctx(), PASSWORD);
  for (const ctx of [community.ctx(), staff.ctx()]) {
    assert.equal(await userById(ctx, ana.id), undefined);
    assert.equal((await postsById(ctx, [post])).size, 0);
  }
  assert.equal(await authenticate(community.ctx(), token), null);
  await assert.rejects(signIn(community.ctx(), { login: 'ana', password: PASSWORD }), { code: 'invalid' });
});

test('the password is asked for, and an owner hands the community over first', async () => {
  const ben = await personWithLogin(community, 'ben');
  await assert.rejects(deleteAccount(ben.ctx(), 'a guess'), /not your present password/);
  assert.notEqual(await userById(community.ctx(), ben.id), undefined);
  const owner = await personWithLogin(community, 'boss', { role: 'owner' });
  await assert.rejects(deleteAccount(owner.ctx(), PASSWORD), { code: 'conflict' });
  assert.notEqual(await userById(community.ctx(), owner.id), undefined);
  await assert.rejects(deleteAccount(community.ctx(), PASSWORD), { code: 'unauthenticated' });
});

test('everything of the person goes, with its files, and the counts of others are right again', async () => {
  const [cat, dan] = [await personWithLogin(community, 'cat'), await community.person('dan')];
  const picture = await pictureOf('#aa3355');
  const avatar = await storePicture(cat.ctx(), picture, 'avatar');
  await updateProfile(cat.ctx(), { avatar, bio: 'Here' });
  const attached = await uploadMedia(cat.ctx(), { bytes: picture });
  await uploadMedia(cat.ctx(), { bytes: picture });
  await follow(cat.ctx(), dan.id);
  await follow(dan.ctx(), cat.id);
  const theirs = await createPost(dan.ctx(), { text: 'Of Dan' });
  const hers = await createPost(cat.ctx(), { text: 'Hello @dan #tag', mediaIds: [attached.id] });
  await createPost(cat.ctx(), { text: 'A comment', parentId: theirs });
  const answer = await createPost(dan.ctx(), { text: 'An answer', parentId: hers });
  for (const act of [likePost, repost, bookmarkPost]) await act(cat.ctx(), theirs);
  for (const act of [likePost, repost]) await act(dan.ctx(), hers);
  const posts = (await userById(community.ctx(), dan.id))!.postCount;

  await deleteAccount(cat.ctx(), PASSWORD);
  await erase(cat.id);
  assert.equal((await community.ctx().db.row(left, cat.id))?.rows, 0);
  const after = (await userById(community.ctx(), dan.id))!;
  assert.deepEqual([after.followerCount, after.followingCount, after.postCount], [0, 0, posts - 1]);
  const { likeCount, repostCount, commentCount } = (await postsById(community.ctx(), [theirs])).get(theirs)!;
  assert.deepEqual([likeCount, repostCount, commentCount], [0, 0, 0]);
  assert.equal((await postsById(community.ctx(), [answer])).get(answer)?.parentId, null);
  assert.ok((await homeFeed(dan.ctx(), { limit: 40 })).items.every((post) => post.authorId === dan.id));
  const removed = await community.ctx().db.rows(removals);
  const gone = removed.flatMap((row) => row.keys);
  for (const path of [avatar.url, attached.url]) assert.ok(gone.includes(path.replace('/media/', '')), path);
});

const removals = statement<{ keys: string[] }>(
  'test-erase-removals',
  `select array(select json_array_elements_text(payload -> 'keys')) as keys
   from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
   where t.identifier = 'media/remove-files'`,
);

test('a repost of somebody who has blocked the person since goes as well', async () => {
  const [eve, fay] = [await personWithLogin(community, 'eve'), await community.person('fay')];
  const post = await createPost(fay.ctx(), { text: 'Of Fay' });
  await repost(eve.ctx(), post);
  await likePost(eve.ctx(), post);
  await block(fay.ctx(), eve.id);
  await deleteAccount(eve.ctx(), PASSWORD);
  await erase(eve.id);
  assert.equal((await community.ctx().db.row(left, eve.id))?.rows, 0);
  const { likeCount, repostCount } = (await postsById(community.ctx(), [post])).get(post)!;
  assert.deepEqual([likeCount, repostCount], [0, 0]);
});

test('the name is never given out again, before and after the job', async () => {
  const gil = await personWithLogin(community, 'Gil');
  await deleteAccount(gil.ctx(), PASSWORD);
  const again = () =>
    transaction(community.ctx(), (tx) => createUser(tx, { username: 'gIL', state: 'active' }));
  await assert.rejects(again(), /already been taken/);
  await erase(gil.id);
  await assert.rejects(again(), /already been taken/);
});

test('repeating it, and a job for an account that is not deleted, change nothing', async () => {
  const hal = await personWithLogin(community, 'hal');
  await deleteAccount(hal.ctx(), PASSWORD);
  await deleteAccount(hal.ctx(), PASSWORD);
  await erase(hal.id);
  await deleteAccount(hal.ctx(), PASSWORD);
  const ivy = await personWithLogin(community, 'ivy');
  await createPost(ivy.ctx(), { text: 'Still here' });
  await erase(ivy.id);
  assert.equal((await userById(community.ctx(), ivy.id))?.postCount, 1);
});

test('who is suspended cannot slip away, and who is deleted cannot be called back', async () => {
  const jon = await personWithLogin(community, 'jon');
  const ctx = jon.ctx();
  await setState(community.ctx(), jon.id, 'suspended');
  await assert.rejects(deleteAccount(ctx, PASSWORD), { code: 'forbidden' });
  assert.equal((await userById(staff.ctx(), jon.id))?.state, 'suspended');
  const kim = await personWithLogin(community, 'kim');
  await deleteAccount(kim.ctx(), PASSWORD);
  await assert.rejects(setState(community.ctx(), kim.id, 'active'), { code: 'not-found' });
});
