import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity } from '../../test/support/community.ts';
import { publish, publishRepost } from '../../test/support/posting.ts';
import { bookmarkPost } from '../post/bookmark.ts';
import { createPost } from '../post/create.ts';
import { likePost } from '../post/like.ts';
import { pinPost } from '../post/pin.ts';
import { follow } from '../user/follow.ts';

const community = await makeCommunity();
const ana = await community.person('ana');
const ben = await community.person('ben');
const token = await ana.token();
await follow(ana.ctx(), ben.id);

interface Status {
  id: string;
  account: { username: string };
  reblog: { id: string } | null;
  favourited?: boolean;
}

const get = async (url: string, as?: string) => {
  const reply = await community.request({ method: 'GET', url, ...(as && { token: as }) });
  return { status: reply.statusCode, link: String(reply.headers.link ?? ''), json: reply.json() };
};
const ids = async (url: string, as?: string) =>
  ((await get(url, as)).json as Status[]).map((status) => status.id);

const first = await publish(community, ben, 'First #cats');
const second = await publish(community, ben, { text: 'Second', visibility: 'followers' });
const third = await publishRepost(community, ben, first);

test('the home timeline gives statuses with reposts inside, and links next before prev', async () => {
  const { status, json, link } = await get('/api/v1/timelines/home?limit=2', token);
  assert.equal(status, 200);
  assert.deepEqual(
    json.map((s: Status) => s.id),
    [third, second],
  );
  assert.equal(json[0].reblog.id, first);
  assert.equal(json[0].account.username, 'ben');
  assert.match(
    link,
    /^<http[^>]+limit=2&max_id=\d+>; rel="next", <http[^>]+limit=2&min_id=\d+>; rel="prev"$/,
  );
  const next = /<([^>]+)>; rel="next"/.exec(link)![1]!;
  assert.deepEqual(await ids(new URL(next).pathname + new URL(next).search, token), [first]);
});

test('the last page of a timeline has no next link, an empty one no link at all', async () => {
  assert.doesNotMatch((await get('/api/v1/timelines/home', token)).link, /rel="next"/);
  assert.equal((await get(`/api/v1/timelines/home?max_id=${first}`, token)).link, '');
});

test('home needs a person’s token with the scope', async () => {
  assert.equal((await get('/api/v1/timelines/home')).status, 401);
  const narrow = await ana.token(['read:accounts']);
  assert.equal((await get('/api/v1/timelines/home', narrow)).status, 403);
});

test('an id that is none is refused with a reason', async () => {
  const { status, json } = await get('/api/v1/timelines/home?max_id=x', token);
  assert.equal(status, 422);
  assert.match(json.error, /max_id/);
});

test('the public timeline is open, all local, and has the viewer’s marks when signed in', async () => {
  await likePost(ana.ctx(), first);
  assert.deepEqual(await ids('/api/v1/timelines/public'), [first]);
  assert.deepEqual(await ids('/api/v1/timelines/public?local=true'), [first]);
  assert.deepEqual(await ids('/api/v1/timelines/public?remote=true'), []);
  assert.deepEqual(await ids('/api/v1/timelines/public?only_media=true'), []);
  const [seen] = (await get('/api/v1/timelines/public', token)).json as Status[];
  assert.equal(seen!.favourited, true);
  assert.equal((await get('/api/v1/timelines/public')).json[0].favourited, undefined);
});

test('the tag timeline takes further tags as arrays', async () => {
  assert.deepEqual(await ids('/api/v1/timelines/tag/Cats'), [first]);
  assert.deepEqual(await ids('/api/v1/timelines/tag/cats?all[]=dogs'), []);
  assert.deepEqual(await ids('/api/v1/timelines/tag/dogs?any[]=cats&any[]=birds'), [first]);
  assert.deepEqual(await ids('/api/v1/timelines/tag/cats?none[0]=cats'), []);
});

test('public timelines of a community for members only ask for a sign-in', async () => {
  const closed = await makeCommunity({ publicPreview: false });
  for (const path of ['public', 'public?remote=true', 'tag/cats']) {
    const reply = await closed.request({ method: 'GET', url: `/api/v1/timelines/${path}` });
    assert.equal(reply.statusCode, 401);
    assert.equal(reply.json().error, 'This method requires an authenticated user');
  }
});

test('an account’s statuses are those the visitor may see, filtered as asked', async () => {
  const url = `/api/v1/accounts/${ben.id}/statuses`;
  assert.deepEqual(await ids(url), [third, first]);
  assert.deepEqual(await ids(url, token), [third, second, first]);
  assert.deepEqual(await ids(`${url}?exclude_reblogs=1`, token), [second, first]);
  assert.deepEqual(await ids(`${url}?tagged=cats`), [first]);
  await pinPost(ben.ctx(), first);
  assert.deepEqual(await ids(`${url}?pinned=true`), [first]);
  assert.equal((await get('/api/v1/accounts/1/statuses')).status, 404);
});

test('bookmarks and favourites link by their own cursors', async () => {
  await bookmarkPost(ana.ctx(), first);
  await bookmarkPost(ana.ctx(), second);
  const page = await get('/api/v1/bookmarks?limit=1', token);
  assert.deepEqual(
    page.json.map((s: Status) => s.id),
    [second],
  );
  const next = new URL(/<([^>]+)>; rel="next"/.exec(page.link)![1]!);
  assert.deepEqual(await ids(next.pathname + next.search, token), [first]);
  assert.deepEqual(await ids('/api/v1/favourites', token), [first]);
  assert.equal((await get('/api/v1/favourites')).status, 401);
});

test('a context has ancestors and descendants, and is not found for a status that cannot be seen', async () => {
  const answer = await createPost(ana.ctx(), { text: 'Answer', parentId: first });
  const more = await createPost(ana.ctx(), { text: 'More', parentId: answer });
  const { json } = await get(`/api/v1/statuses/${answer}/context`);
  assert.deepEqual(
    json.ancestors.map((s: Status) => s.id),
    [first],
  );
  assert.deepEqual(
    json.descendants.map((s: Status) => s.id),
    [more],
  );
  assert.equal(json.descendants[0].account.username, 'ana');
  assert.equal((await get(`/api/v1/statuses/${second}/context`)).status, 404);
  assert.equal((await get(`/api/v1/statuses/${second}/context`, token)).status, 200);
  assert.equal((await get('/api/v1/statuses/1/context')).status, 404);
});

test('no token or id of another community opens anything', async () => {
  const other = await makeCommunity();
  const stranger = await other.person('stranger');
  const foreign = await stranger.token();
  assert.equal((await get('/api/v1/timelines/home', foreign)).status, 401);
  for (const path of [`accounts/${ben.id}/statuses`, `statuses/${first}/context`]) {
    const reply = await other.request({ method: 'GET', url: `/api/v1/${path}`, token: foreign });
    assert.equal(reply.statusCode, 404);
  }
});
