import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeBrowser } from '../../../test/support/browser.ts';
import { makeCommunity } from '../../../test/support/community.ts';
import { STATEMENTS, serve } from '../../../test/support/served.ts';
import { browserOf } from '../../../test/support/signed-in.ts';
import { openSession } from '../../auth/session.ts';
import { block } from '../../user/block.ts';
import { follow } from '../../user/follow.ts';
import { updateProfile } from '../../user/profile.ts';

const community = await makeCommunity();
const ana = await community.person('ana');
const ben = await community.person('ben');
const visitor = makeBrowser(community);
const served = await serve(community.deployment);

/** How many statements ben's request for a page takes. */
async function statementsOf(path: string): Promise<number> {
  const { token } = await openSession(community.ctx(), { userId: ben.id, scopes: ['read'] });
  const ask = () => served.ask({ host: community.host, url: path, headers: { cookie: `session=${token}` } });
  // Profiles and what is kept for a minute are in the process the second time.
  await ask();
  const answer = await ask();
  assert.equal(answer.statusCode, 200, path);
  return Number(answer.headers[STATEMENTS]);
}

test('lists of people are paged, and show how one stands to each in as many statements whatever their size', async () => {
  const few = await community.person('few');
  const many = await community.person('many');
  for (let n = 0; n < 25; n++) {
    const fan = await community.person(`fan_${n}`);
    await follow(fan.ctx(), many.id);
    if (n < 2) await follow(fan.ctx(), few.id);
  }
  const first = await visitor.open('/@many/followers');
  assert.equal(first.html.split('<article class="person"').length - 1, 20);
  const [, next] = /<a class="more" rel="next" href="([^"]*)"/.exec(first.html)!;
  const rest = await visitor.open(`${next}&fragment=1`);
  assert.equal(rest.html.split('<article class="person"').length - 1, 5);
  assert.doesNotMatch(rest.html, /<html/);
  assert.equal(await statementsOf('/@many/followers'), await statementsOf('/@few/followers'));
});

test('hidden lists say so, to everybody but their owner', async () => {
  await follow(ana.ctx(), ben.id);
  await updateProfile(ana.ctx(), { hideCollections: true });
  const { html } = await (await browserOf(community, ben)).open('/@ana/following');
  assert.match(html, /This list is private/);
  assert.doesNotMatch(html, /person-\d/);
  const own = await (await browserOf(community, ana)).open('/@ana/following');
  assert.match(own.html, /<article class="person"/);
});

test('whom somebody blocked sees their lists empty', async () => {
  const cat = await community.person('cat');
  const dan = await community.person('dan');
  await follow(ben.ctx(), cat.id);
  await block(cat.ctx(), dan.id);
  const { html } = await (await browserOf(community, dan)).open('/@cat/followers');
  assert.doesNotMatch(html, /<article class="person"/);
});

test('the lists of nobody are not there', async () => {
  for (const path of ['/@nobody/followers', '/@nobody/following', '/@nobody/block', '/@nobody/mute']) {
    const shown = await (await browserOf(community, ben)).open(path);
    assert.equal(shown.status, 404, path);
  }
});

test('nobody is offered to follow, mute or block themself', async () => {
  const browser = await browserOf(community, ben);
  const own = await browser.open('/@ben');
  assert.doesNotMatch(own.html, new RegExp(`/users/${ben.id}/`));
  for (const path of ['/@ben/mute', '/@ben/block'])
    assert.doesNotMatch((await browser.open(path)).html, new RegExp(`/users/${ben.id}/`));
});

test('what names hold comes out as text in lists', async () => {
  const eve = await community.person('eve');
  const script = '<script>alert(1)</script>';
  await updateProfile(eve.ctx(), { displayName: script, bio: `${script}"'` });
  await follow(eve.ctx(), ben.id);
  assert.doesNotMatch((await visitor.open('/@ben/followers')).html, /<script>alert/);
  assert.doesNotMatch((await (await browserOf(community, ana)).open('/@eve/block')).html, /<script>alert/);
});
