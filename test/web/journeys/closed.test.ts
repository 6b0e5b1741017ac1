// Who may not see somebody: a private account until it says yes, and a block, in both directions, while pages of
// both are open.

import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { NO_CHROMIUM } from '../../support/chromium.ts';
import type { Member } from '../member.ts';
import { gather } from './company.ts';
import { actOn, idOf, submit, write } from './forms.ts';
import { hearing, newer, openLive } from './live-page.ts';

describe('closing oneself off', { skip: NO_CHROMIUM }, () => {
  let ann: Member;
  let ben: Member;
  let cat: Member;
  let post: string;

  before(async () => {
    if (NO_CHROMIUM) return;
    const { people } = await gather(['ann', 'ben', 'cat']);
    ({ ann, ben, cat } = people);
    await actOn(ben, 'cat', 'follow');
    await actOn(cat, 'ben', 'follow');
  });

  test('a private account is asked, hears of it at once, and says yes', async () => {
    await ben.go('/settings/profile');
    await ben.page.getByLabel('Private account').check();
    await ben.page.getByRole('button', { name: 'Save' }).click();
    await ben.page.getByText('Saved.').waitFor();
    await openLive(ben, '/notifications');
    const badge = ben.page.locator('[data-unread]:visible');
    await badge.waitFor({ state: 'detached' });
    assert.equal(await ann.follow('ben'), 'Requested');
    await badge.first().getByText('1', { exact: true }).waitFor();
    await ben.go('/follow-requests');
    const row = ben.page.getByRole('main').locator('article, li').filter({ hasText: '@ann' }).first();
    await openLive(ann, '/home');
    await row.getByRole('button', { name: /Accept|Approve/ }).click();
    await ann.page.locator('[data-unread]:visible').first().waitFor();
  });

  test('a post to followers comes to who was let in, and to nobody else', async () => {
    await actOn(cat, 'ben', 'unfollow');
    const heard = await hearing(cat.page);
    await openLive(cat, '/community');
    await openLive(ann, '/home');
    post = await write(ben, 'Among ourselves', { visibility: 'followers' });
    await newer(ann.page, '1 new post').click();
    await ann.page.getByText('Among ourselves').waitFor();
    await write(ann, 'For everybody');
    await newer(cat.page, '1 new post').waitFor();
    assert.doesNotMatch(heard.join('\n'), new RegExp(idOf(post)));
    assert.equal((await cat.page.goto(cat.at(post)))?.status(), 404);
  });

  test('who is blocked hears nothing more, and the open post is not there when asked for again', async () => {
    const heard = await hearing(ann.page);
    await openLive(ann, post);
    const lines = heard.length;
    await ben.go('/@ann/block');
    await ben.page.getByRole('main').getByRole('button', { name: /Block/ }).click();
    await ben.page.waitForURL(/\/@ann$/);
    const hidden = [
      await write(ben, 'Behind the door', { visibility: 'followers' }),
      await write(ben, '@ann to nobody'),
      await write(ben, 'A further comment', { reply: idOf(post) }),
    ];
    await submit(cat, `/posts/${idOf(await write(ann, 'A sign of life'))}/like`);
    await ann.page.locator('[data-unread]:visible').first().waitFor();
    const told = heard.slice(lines).join('\n');
    for (const path of hidden) assert.doesNotMatch(told, new RegExp(idOf(path)));
    assert.doesNotMatch(told, new RegExp(`"${idOf(post)}"`));
    assert.equal((await ann.page.reload())?.status(), 404);
    await ann.go('/home');
    for (const text of ['Among ourselves', 'Behind the door'])
      assert.equal(await ann.page.getByText(text).count(), 0);
  });

  test('nor does who blocks hear of who is blocked', async () => {
    const heard = await hearing(ben.page);
    await openLive(ben, '/community');
    const hidden = [
      await write(ann, 'Out of sight'),
      await write(ann, '@ben do you hear me?'),
      await write(ann, '@ben and this?', { visibility: 'direct' }),
    ];
    const seen = await write(cat, 'Heard by both');
    await newer(ben.page, '1 new post').waitFor();
    const told = heard.join('\n');
    assert.match(told, new RegExp(idOf(seen)));
    for (const path of hidden) assert.doesNotMatch(told, new RegExp(idOf(path)));
    assert.deepEqual(
      [ann, ben, cat].flatMap(({ window }) => window.complaints),
      [],
    );
  });
});
