// Nobody acts on what is another's: by REST and by GraphQL the same refusal, and no row changes.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { globalId, type NodeType } from '../../src/graphql/kit/node.ts';
import { follow } from '../../src/user/follow.ts';
import type { Id } from '../../src/utils/id.ts';
import { makeCommunity } from '../support/community.ts';
import { makeEverything } from '../support/everything.ts';
import { fingerprint } from '../support/fingerprint.ts';
import { publish } from '../support/posting.ts';
import { openEdges, type Wish } from '../support/two-edges.ts';

const community = await makeCommunity();
const { ids, owner, friend, asker } = await makeEverything(community);
const [eve, locked] = [await community.person('eve'), await community.person('guarded', { locked: true })];
await follow(eve.ctx(), locked.id);
const evesPost = await publish(community, eve, 'By Eve');
const edges = await openEdges(community);
await edges.rest(eve, { url: '/api/v1/accounts/verify_credentials' });

const before = await fingerprint(community);

const api = (method: string, path: string, payload?: object): Wish['rest'] => ({
  method: method as 'GET',
  url: `/api/v1/${path}`,
  ...(payload && { payload }),
});
const id = (type: NodeType, key: Id) => JSON.stringify(globalId(type, key));
const onPost = (key: Id, method: string, path: string, mutation: string, more = ''): Wish => ({
  rest: api(method, `statuses/${key}${path}`, { status: 'By Eve now' }),
  graphql: `${mutation}(input: { postId: ${id('Post', key)} ${more} })`,
});
const onUser = (key: Id, path: string, mutation: string): Wish => ({
  rest: api('POST', path),
  graphql: `${mutation}(input: { userId: ${id('User', key)} })`,
});

/** What Eve wants, and what both edges say. */
const WISHES: readonly (readonly [name: string, answer: string, wish: Wish])[] = [
  ['edit a post of another', 'forbidden', onPost(ids.status, 'PUT', '', 'editPost', 'text: "By Eve now"')],
  [
    'edit a comment of another',
    'forbidden',
    onPost(ids.comment, 'PUT', '', 'editPost', 'text: "By Eve now"'),
  ],
  [
    'edit a private post of another',
    'not-found',
    onPost(ids.privateStatus, 'PUT', '', 'editPost', 'text: "x"'),
  ],
  ['edit a repost of another', 'forbidden', onPost(ids.repost, 'PUT', '', 'editPost', 'text: "By Eve now"')],
  ['delete a post of another', 'forbidden', onPost(ids.status, 'DELETE', '', 'deletePost')],
  ['delete a comment of another', 'forbidden', onPost(ids.comment, 'DELETE', '', 'deletePost')],
  ['delete a private post of another', 'not-found', onPost(ids.privateStatus, 'DELETE', '', 'deletePost')],
  ['delete a direct post of another', 'not-found', onPost(ids.directStatus, 'DELETE', '', 'deletePost')],
  ['delete a repost of another', 'forbidden', onPost(ids.repost, 'DELETE', '', 'deletePost')],
  ['pin a post of another', 'forbidden', onPost(ids.status, 'POST', '/pin', 'pin')],
  ['like a private post', 'not-found', onPost(ids.privateStatus, 'POST', '/favourite', 'like')],
  ['repost a private post', 'not-found', onPost(ids.privateStatus, 'POST', '/reblog', 'repost')],
  ['bookmark a direct post', 'not-found', onPost(ids.directStatus, 'POST', '/bookmark', 'bookmark')],
  ['mute the thread of a direct post', 'not-found', onPost(ids.directStatus, 'POST', '/mute', 'muteThread')],
  [
    'approve her own request',
    'not-found',
    onUser(eve.id, `follow_requests/${eve.id}/authorize`, 'approveFollow'),
  ],
  [
    'approve her own request by the name of whom she asked',
    'not-found',
    onUser(locked.id, `follow_requests/${locked.id}/authorize`, 'approveFollow'),
  ],
  [
    'approve a request to another',
    'not-found',
    onUser(asker.id, `follow_requests/${asker.id}/authorize`, 'approveFollow'),
  ],
  [
    'reject a request to another',
    'not-found',
    onUser(asker.id, `follow_requests/${asker.id}/reject`, 'rejectFollow'),
  ],
  [
    'let through what another holds back',
    'not-found',
    onUser(ids.request, `notifications/requests/${ids.request}/accept`, 'acceptNotificationRequest'),
  ],
  [
    'dismiss what another holds back',
    'not-found',
    onUser(ids.request, `notifications/requests/${ids.request}/dismiss`, 'dismissNotificationRequest'),
  ],
  [
    'dismiss a notification of another',
    'not-found',
    {
      rest: api('POST', `notifications/${ids.notification}/dismiss`),
      graphql: `dismissNotification(input: { notificationId: ${id('Notification', ids.notification)} })`,
    },
  ],
  [
    'describe an upload of another',
    'not-found',
    {
      rest: api('PUT', `media/${ids.media}`, { description: 'By Eve' }),
      graphql: `updateMedia(input: { mediaId: ${id('Media', ids.media)}, description: "By Eve" })`,
    },
  ],
  [
    'delete an upload of another',
    'not-found',
    {
      rest: api('DELETE', `media/${ids.media}`),
      graphql: `deleteMedia(input: { mediaId: ${id('Media', ids.media)} })`,
    },
  ],
  [
    'post an upload of another',
    'invalid',
    {
      rest: api('POST', 'statuses', { status: 'Mine', media_ids: [ids.media] }),
      graphql: `createPost(input: { text: "Mine", mediaIds: [${id('Media', ids.media)}] })`,
    },
  ],
  [
    'put an upload of another into her post',
    'invalid',
    {
      rest: api('PUT', `statuses/${evesPost}`, { status: 'Mine', media_ids: [ids.media] }),
      graphql: `editPost(input: { postId: ${id('Post', evesPost)}, mediaIds: [${id('Media', ids.media)}] })`,
    },
  ],
  [
    'answer a private post',
    'not-found',
    {
      rest: api('POST', 'statuses', { status: 'So?', in_reply_to_id: ids.privateStatus }),
      graphql: `createPost(input: { text: "So?", parentId: ${id('Post', ids.privateStatus)} })`,
    },
  ],
];

for (const [name, expected, wish] of WISHES) {
  test(`nobody may ${name}`, async () => {
    const answers = await edges.answers(eve, wish);
    assert.deepEqual(answers, { rest: expected, graphql: expected });
    assert.deepEqual(await edges.answers(null, wish), {
      rest: 'unauthenticated',
      graphql: 'unauthenticated',
    });
  });
}

test("taking back a like, bookmark or repost takes back one's own, never another's", async () => {
  for (const [path, mutation] of [
    ['unfavourite', 'unlike'],
    ['unbookmark', 'unbookmark'],
    ['unreblog', 'unrepost'],
  ]) {
    const wish = onPost(ids.status, 'POST', `/${path}`, mutation!);
    assert.deepEqual(await edges.answers(eve, wish), { rest: 'done', graphql: 'done' });
  }
});

test("unfollowing and removing a follower end one's own relations, never another's", async () => {
  for (const [path, mutation] of [
    ['unfollow', 'unfollow'],
    ['remove_from_followers', 'removeFollower'],
  ]) {
    for (const person of [owner, friend]) {
      const wish = onUser(person.id, `accounts/${person.id}/${path}`, mutation!);
      assert.deepEqual(await edges.answers(eve, wish), { rest: 'done', graphql: 'done' });
    }
  }
});

test("another's session and featured hashtag cannot be taken away", async () => {
  const graphql = `mutation { revokeSession(input: { sessionId: ${id('Session', ids.session)} }) { errors { code } } }`;
  const revoked = await edges.graphql(eve, graphql);
  assert.equal(revoked.json().data.revokeSession.errors[0].code, 'NOT_FOUND');
  const unfeatured = await edges.rest(eve, api('DELETE', `featured_tags/${ids.featuredTag}`));
  assert.equal(unfeatured.statusCode, 404);
});

test('no input makes somebody staff, approved or the author of what another wrote', async () => {
  const more = {
    role: 'owner',
    state: 'active',
    admin: true,
    user_id: owner.id,
    account_id: owner.id,
    email: 'x@y.z',
  };
  const changed = await edges.rest(
    eve,
    api('PATCH', 'accounts/update_credentials', { ...more, source: more }),
  );
  assert.equal(changed.json().role.name, '');
  const written = await edges.rest(
    eve,
    api('POST', 'statuses', { status: 'Hers', ...more, author_id: owner.id }),
  );
  assert.equal(written.json().account.id, eve.id);
  await edges.rest(eve, api('DELETE', `statuses/${written.json().id}`));
});

test('none of it has changed a row', async () => {
  const now = await fingerprint(community);
  // Her profile was hers to change.
  assert.deepEqual({ ...now, user: '' }, { ...before, user: '' });
});
