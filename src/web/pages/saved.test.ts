import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity } from '../../../test/support/community.ts';
import { signedIn } from '../../../test/support/member-forms.ts';
import { publish } from '../../../test/support/posting.ts';
import { bookmarkPost } from '../../post/bookmark.ts';
import { likePost } from '../../post/like.ts';

const community = await makeCommunity();
const [ann, ben] = [await community.person('ann'), await community.person('ben')];

test('bookmarks and likes are their owner’s lists alone', async () => {
  const [kept, liked] = [await publish(community, ben, 'to keep'), await publish(community, ben, 'to like')];
  await bookmarkPost(ann.ctx(), kept);
  await likePost(ann.ctx(), liked);
  const browser = await signedIn(community, ann);
  assert.match((await browser.open('/bookmarks')).html, /to keep/);
  assert.doesNotMatch((await browser.open('/bookmarks')).html, /to like/);
  assert.match((await browser.open('/likes')).html, /to like/);
  const other = await signedIn(community, ben);
  assert.match((await other.open('/bookmarks')).html, /No bookmarks yet/);
  assert.match((await other.open('/likes')).html, /No likes yet/);
});

test('pages after the first are fetched without what is around them', async () => {
  for (let index = 0; index < 22; index++)
    await likePost(ann.ctx(), await publish(community, ben, `post ${index}`));
  const browser = await signedIn(community, ann);
  const { html } = await browser.open('/likes');
  const more = /class="more" rel="next" href="([^"]+)"/.exec(html)![1]!.replaceAll('&amp;', '&');
  const fragment = await browser.open(`${more}&fragment=1`);
  assert.match(fragment.html, /^<article/);
  assert.doesNotMatch(fragment.html, /<html|rel="next"/);
});
