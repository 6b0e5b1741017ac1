// A private or direct post is nowhere to be read by who may not see it: not by its id, nor through anything
// that points to it. What one person may not see is asked for in every way there is, by REST and by GraphQL.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { globalId } from '../../src/graphql/kit/node.ts';
import { uploadMedia } from '../../src/media/upload.ts';
import { bookmarkPost } from '../../src/post/bookmark.ts';
import { editPost } from '../../src/post/edit.ts';
import { likePost } from '../../src/post/like.ts';
import { pinPost } from '../../src/post/pin.ts';
import { repost } from '../../src/post/repost.ts';
import { followTag } from '../../src/post/tag-follow.ts';
import { follow, removeFollower } from '../../src/user/follow.ts';
import type { Id } from '../../src/utils/id.ts';
import { makeCommunity, type Person } from '../support/community.ts';
import { pictureOf } from '../support/everything.ts';
import { publish, publishRepost } from '../support/posting.ts';
import { openEdges } from '../support/two-edges.ts';

const SECRET = 'wombatlike';
const TAG = 'hushhush';

const community = await makeCommunity();
const [ann, bob, lost, eve] = await Promise.all(
  ['ann', 'bob', 'lost', 'eve'].map((name) => community.person(name)),
);
for (const one of [bob!, lost!]) await follow(one.ctx(), ann!.id, { notify: true });
await follow(eve!.ctx(), bob!.id);
for (const one of [bob!, lost!, eve!]) await followTag(one.ctx(), TAG);

const opening = await publish(community, ann!, 'An opening');
const followersOnly = await writeSecret('followers', '');
const direct = await writeSecret('direct', '@bob');
const replies = await Promise.all([followersOnly, direct].map((parentId) => answerOf(parentId)));
const wrapper = await repost(ann!.ctx(), followersOnly, {});
// Who followed, liked, bookmarked and was told, and follows no more, has lost all of it.
await likePost(lost!.ctx(), followersOnly);
await bookmarkPost(lost!.ctx(), followersOnly);
await removeFollower(ann!.ctx(), lost!.id);

const edges = await openEdges(community);

/** A comment of Ann's on her opening, edited once, pinned, with a picture: it is in every kind of list. */
async function writeSecret(visibility: 'followers' | 'direct', to: string): Promise<Id> {
  const bytes = await pictureOf();
  const media = await uploadMedia(ann!.ctx(), { bytes, description: SECRET });
  const text = `${SECRET} #${TAG} ${to}`;
  const id = await publish(community, ann!, { text, visibility, parentId: opening, mediaIds: [media.id] });
  await editPost(ann!.ctx(), id, { text: `${text} ${SECRET}`, spoilerText: SECRET });
  await likePost(bob!.ctx(), id);
  if (visibility === 'followers') await pinPost(ann!.ctx(), id);
  return id;
}

/** A public comment on a secret, by somebody who may see it. */
async function answerOf(parentId: Id): Promise<Id> {
  const id = await publish(community, bob!, { text: 'A public answer', parentId, visibility: 'public' });
  // An answer to a direct post is direct itself.
  if (parentId === followersOnly) await publishRepost(community, bob!, id);
  return id;
}

/** Every list that could hold it, and everything that points to it. */
const LISTS: readonly string[] = [
  `statuses?id[]=${followersOnly}&id[]=${direct}&id[]=${wrapper}`,
  `statuses/${opening}/context`,
  ...replies.flatMap((id) => [`statuses/${id}`, `statuses/${id}/context`, `statuses/${id}/history`]),
  `accounts/${ann!.id}/statuses`,
  `accounts/${ann!.id}/statuses?pinned=true`,
  `accounts/${ann!.id}/statuses?only_media=true`,
  `accounts/${ann!.id}/statuses?tagged=${TAG}`,
  `accounts/${bob!.id}/statuses`,
  'timelines/home',
  'timelines/public',
  'timelines/public?only_media=true',
  `timelines/tag/${TAG}`,
  `timelines/tag/none?any[]=${TAG}`,
  'notifications',
  'bookmarks',
  'favourites',
];
const LISTS_V2: readonly string[] = [
  `search?q=${SECRET}`,
  `search?q=${SECRET}&type=statuses`,
  `search?q=${SECRET}&account_id=${ann!.id}`,
  `search?q=${encodeURIComponent(`${community.tenant.origin}/@ann/${followersOnly}`)}&resolve=true`,
  `search?q=${encodeURIComponent(`${community.tenant.origin}/@ann/${direct}`)}`,
  'notifications',
  'notifications?grouped_types[]=favourite&expand_accounts=partial_avatars',
];

const BY_ID = ['', '/context', '/history', '/source', '/favourited_by', '/reblogged_by'];

const POST = `{ id text html spoilerText media { description } history { html } likers(first: 2) { nodes { username } } }`;
const NESTED = `{ nodes { text parent ${POST} root ${POST} repostOf ${POST} comments(first: 2) { nodes ${POST} } } }`;

const post = (id: Id) => JSON.stringify(globalId('Post', id));
const annId = JSON.stringify(globalId('User', ann!.id));

/** GraphQL's ways to the same lists. */
const QUERIES: readonly string[] = [
  `{ nodes(ids: [${[followersOnly, direct, wrapper].map(post)}]) { ... on Post ${POST} } }`,
  ...[opening, ...replies].map(
    (id) => `{ post(id: ${post(id)}) { parent ${POST} root ${POST} ancestors ${POST} comments ${NESTED} } }`,
  ),
  `{ user(username: "ann") { posts ${NESTED} } }`,
  `{ user(username: "ann") { posts(pinned: true) ${NESTED} } }`,
  `{ user(username: "ann") { posts(onlyMedia: true) ${NESTED} } }`,
  `{ user(username: "ann") { posts(tag: "${TAG}") ${NESTED} } }`,
  `{ user(username: "bob") { posts ${NESTED} } }`,
  `{ communityFeed ${NESTED} }`,
  `{ communityFeed(onlyMedia: true) ${NESTED} }`,
  `{ tagFeed(tag: "${TAG}") ${NESTED} }`,
  `{ tag(name: "${TAG}") { posts ${NESTED} } }`,
  `{ posts(search: "${SECRET}") ${NESTED} }`,
  `{ posts(search: "${SECRET}", authorId: ${annId}) ${NESTED} }`,
  `{ search(query: "${SECRET}") { posts ${POST} } }`,
  `{ search(query: "${community.tenant.origin}/@ann/${followersOnly}") { posts ${POST} } }`,
];
const OWN_QUERIES: readonly string[] = [
  `{ homeFeed ${NESTED} }`,
  `{ viewer { bookmarks ${NESTED} } }`,
  `{ viewer { likes ${NESTED} } }`,
  `{ viewer { notifications { nodes { ... on LikeNotification { post ${POST} } ... on PostNotification { post ${POST} } ... on EditNotification { post ${POST} } ... on MentionNotification { post ${POST} } } } } }`,
];

/** Bob, who follows and is mentioned, proves that the ways lead there. */
const readers: readonly (readonly [name: string, who: Person | null])[] = [
  ['a stranger', eve!],
  ['somebody who follows no more', lost!],
  ['somebody not signed in', null],
];

for (const [name, who] of readers) {
  describe(`for ${name}`, () => {
    for (const id of [followersOnly, direct, wrapper]) {
      const kind =
        id === direct ? 'a direct post' : id === wrapper ? 'a repost of a private post' : 'a private post';
      test(`${kind} is not found by its id`, async () => {
        for (const path of BY_ID) {
          const answer = await edges.rest(who, { url: `/api/v1/statuses/${id}${path}` });
          // `source` needs a token before anything is looked up.
          const expected = who === null && path === '/source' ? 401 : 404;
          assert.equal(answer.statusCode, expected, `${path}: ${answer.body}`);
        }
        const answer = await edges.graphql(
          who,
          `{ post(id: ${post(id)}) ${POST} node(id: ${post(id)}) { id } }`,
        );
        assert.deepEqual(answer.json().data, { post: null, node: null });
      });
    }

    test('no list and nothing that points to it shows it', async () => {
      const urls = [...LISTS.map((path) => `/api/v1/${path}`), ...LISTS_V2.map((path) => `/api/v2/${path}`)];
      for (const url of urls) {
        const answer = await edges.rest(who, { url });
        assert.ok([200, 401, 404].includes(answer.statusCode), `${url}: ${answer.body}`);
        // A search may name in its answer what was searched for.
        assert.ok(!answer.body.includes(SECRET), `${url}: ${answer.body}`);
      }
    });

    test('no query shows it', async () => {
      for (const query of [...QUERIES, ...(who === null ? [] : OWN_QUERIES)]) {
        const answer = await edges.graphql(who, query);
        assert.equal(answer.statusCode, 200, answer.body);
        assert.equal(answer.json().errors, undefined, `${query}: ${answer.body}`);
        assert.ok(!answer.body.includes(SECRET), `${query}: ${answer.body}`);
      }
    });
  });
}

test('who may see it finds it by most of these ways', async () => {
  const urls = [...LISTS.map((path) => `/api/v1/${path}`), ...LISTS_V2.map((path) => `/api/v2/${path}`)];
  const answers = await Promise.all(urls.map((url) => edges.rest(bob!, { url })));
  const seen = answers.filter(({ body }) => body.includes(SECRET)).length;
  assert.ok(seen >= 14, `only ${seen} of ${urls.length} lists`);
  const asked = await Promise.all([...QUERIES, ...OWN_QUERIES].map((query) => edges.graphql(bob!, query)));
  const shown = asked.filter(({ body }) => body.includes(SECRET)).length;
  assert.ok(shown >= 12, `only ${shown} of ${asked.length} queries`);
});

test('counts and bystanders tell a stranger nothing of who liked it', async () => {
  const profile = await edges.graphql(eve!, `{ user(username: "bob") { posts { nodes { text } } } }`);
  assert.ok(!profile.body.includes(SECRET));
  const notification = await edges.rest(eve!, { url: '/api/v1/notifications' });
  assert.ok(!notification.body.includes(followersOnly));
});
