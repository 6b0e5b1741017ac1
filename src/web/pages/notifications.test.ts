import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity } from '../../../test/support/community.ts';
import { signedIn } from '../../../test/support/member-forms.ts';
import { publish } from '../../../test/support/posting.ts';
import { STATEMENTS, serve } from '../../../test/support/served.ts';
import { notifications } from '../../notification/inbox.ts';
import { markers, setMarker } from '../../notification/marker.ts';
import { setNotificationPolicy } from '../../notification/policy.ts';
import { likePost } from '../../post/like.ts';
import { follow } from '../../user/follow.ts';
import { updateProfile } from '../../user/profile.ts';

const community = await makeCommunity();
const [ann, ben, cleo, dan] = await Promise.all(
  ['ann', 'ben', 'cleo', 'dan'].map((name) => community.person(name)),
);
await updateProfile(ben!.ctx(), { displayName: '<b>Ben</b> & "co"' });
const postId = await publish(community, ann!, 'A <script>alert(1)</script> post');
for (const person of [ben!, cleo!, dan!]) await likePost(person.ctx(), postId);
await publish(community, ben!, { text: '@ann hello there' });

test('a stranger signs in first and comes back', async () => {
  const answer = await community.request({
    method: 'GET',
    url: '/notifications',
    headers: { accept: 'text/html' },
  });
  assert.equal(answer.statusCode, 303);
  assert.equal(answer.headers.location, '/sign-in?next=%2Fnotifications');
});

test('likes of one post are one line that names two and counts the rest, escaped', async () => {
  const browser = await signedIn(community, ann!);
  const { html } = await browser.open('/notifications');
  const text = html.replaceAll(/<[^>]+>/g, '');
  assert.match(text, /dan, cleo and 1 other liked your post|dan and cleo and 1 other liked your post/);
  assert.match(html, /A &lt;script(>|&gt;)alert/);
  assert.ok(!html.includes('<script>alert'));
  assert.ok(!html.includes('<b>Ben</b>'));
});

test('what somebody wrote to the viewer is shown whole, with its buttons', async () => {
  const browser = await signedIn(community, ann!);
  const { html } = await browser.open('/notifications?tab=mentions');
  assert.match(html, /<article class="post[^"]*"[^>]*data-cursor="\d+"/);
  assert.match(html, /hello there/);
  assert.match(html, /data-act="like"/);
  assert.doesNotMatch(html, /liked your post/);
});

test('opening the page reads everything, and what was new is shown as new once', async () => {
  await setMarker(ann!.ctx(), 'notifications', '0');
  const browser = await signedIn(community, ann!);
  const ahead = await browser.open('/notifications', { 'sec-purpose': 'prefetch;prerender' });
  assert.match(ahead.html, /class="new"/);
  const first = await browser.open('/notifications');
  assert.match(first.html, /class="note of-like unread"/);
  const newest = (await notifications(ann!.ctx(), { limit: 1 })).first;
  assert.equal((await markers(ann!.ctx(), ['notifications'])).get('notifications')?.lastReadId, newest);
  assert.doesNotMatch((await browser.open('/notifications')).html, /class="new"/);
  const later = await browser.open('/notifications?fragment=1&read=0');
  assert.match(later.html, /class="new"/);
  assert.doesNotMatch(later.html, /<html/);
});

test('dismissing a group removes it, and again is harmless; so does clearing all', async () => {
  const browser = await signedIn(community, ann!);
  const { html } = await browser.open('/notifications');
  const action = /formaction="(\/notifications\/like-[^"]+\/dismiss)"/.exec(html)![1]!;
  const answer = await browser.press('/notifications', action);
  assert.deepEqual([answer.status, answer.location], [303, '/notifications']);
  const again = await browser.pressAgain('/notifications', action);
  assert.equal(again.status, 303);
  assert.doesNotMatch((await browser.open('/notifications')).html, /liked your post/);
  const cleared = await browser.fill('/notifications/clear', '/notifications/clear');
  assert.equal(cleared.location, '/notifications?done=cleared');
  const empty = await browser.open(cleared.location!);
  assert.match(empty.html, /Nothing yet/);
  assert.match(empty.html, /All notifications are cleared/);
});

test('what the policy holds back waits on a page of its own until it is let in', async () => {
  await setNotificationPolicy(cleo!.ctx(), { notFollowing: 'filter' });
  await publish(community, dan!, '@cleo psst');
  const browser = await signedIn(community, cleo!);
  assert.match((await browser.open('/notifications')).html, /href="\/notifications\/requests"/);
  const { html } = await browser.open('/notifications/requests');
  assert.match(html, /psst/);
  assert.match((await browser.open(`/notifications/requests/${dan!.id}`)).html, /mentioned you/);
  const answer = await browser.press('/notifications/requests', `/notifications/requests/${dan!.id}/accept`);
  assert.equal(answer.location, '/notifications/requests');
  assert.match((await browser.open('/notifications/requests')).html, /Nothing waits/);
  assert.match((await browser.open('/notifications')).html, /psst/);
  assert.equal((await browser.open(`/notifications/requests/${dan!.id}`)).status, 404);
});

test('somebody who asks to follow is approved from the notification, and counted in the tab', async () => {
  const eve = await community.person('eve', { locked: true });
  await follow(dan!.ctx(), eve.id);
  const browser = await signedIn(community, eve);
  const { html } = await browser.open('/notifications');
  assert.match(html, /href="\/follow-requests"/);
  assert.match(html, /1 waits/);
  assert.match(html, new RegExp(`formaction="/users/${dan!.id}/approve"`));
});

test('a page of twenty groups costs the statements of a page of two', async () => {
  const [fay, gil] = [await community.person('fay'), await community.person('gil')];
  const { ask } = await serve(community.deployment);
  const { cookies } = await signedIn(community, fay);
  const count = async () => {
    // Bodies and profiles are in the process afterwards.
    for (let time = 0; ; time++) {
      const headers = { accept: 'text/html', cookie: `session=${cookies.get('session')}` };
      const answer = await ask({ host: community.host, method: 'GET', url: '/notifications', headers });
      assert.equal(answer.statusCode, 200);
      if (time === 2) return Number(answer.headers[STATEMENTS]);
    }
  };
  for (let index = 0; index < 2; index++) await publish(community, gil, `@fay hello ${index}`);
  const few = await count();
  for (let index = 0; index < 22; index++) await publish(community, gil, `@fay hello again ${index}`);
  assert.equal(await count(), few);
  assert.ok(few <= 14, `${few} statements`);
});
