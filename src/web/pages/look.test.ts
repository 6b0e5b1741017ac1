import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeBrowser } from '../../../test/support/browser.ts';
import { makeCommunity } from '../../../test/support/community.ts';

const community = await makeCommunity();

test('a visitor chooses language and theme, comes back, and both stay', async () => {
  const browser = makeBrowser(community);
  const page = await browser.open('/about');
  const chosen = await browser.submit(page, '/look', { language: 'ar' });
  assert.deepEqual([chosen.status, chosen.location], [303, '/about']);
  await browser.submit(page, '/look', { theme: 'dark' });
  assert.match((await browser.open('/')).html, /<html lang="ar" dir="rtl" data-theme="dark"/);
});

test('what is no choice changes nothing, and nobody is led off the site', async () => {
  const browser = makeBrowser(community);
  const page = await browser.open('/about');
  const fields = { theme: '"><script>', language: 'xx', return: 'https://evil.example/' };
  assert.equal((await browser.submit(page, '/look', fields)).location, '/');
  assert.match((await browser.open('/about')).html, /<html lang="en" dir="ltr" data-theme="system"/);
});

test('no other site chooses', async () => {
  const browser = makeBrowser(community);
  const page = await browser.open('/about');
  const answer = await browser.submit(page, '/look', { theme: 'dark' }, { 'sec-fetch-site': 'cross-site' });
  assert.equal(answer.status, 403);
  assert.ok(!browser.cookies.has('look'));
});

test('the choice needs no cookie before, so that pages of visitors can be the same for all', async () => {
  const page = await makeBrowser(community).open('/about');
  assert.equal(page.headers['set-cookie'], undefined);
  assert.doesNotMatch(page.html, /form_token/);
});
