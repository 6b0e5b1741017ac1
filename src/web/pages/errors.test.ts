import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { makeBrowser, type Shown } from '../../../test/support/browser.ts';
import { makeCommunity } from '../../../test/support/community.ts';
import { PASSWORD, personWithLogin } from '../../../test/support/logins.ts';
import { transaction } from '../../context.ts';
import { createPost } from '../../post/create.ts';
import { endAccount } from '../../user/erase.ts';

const community = await makeCommunity({ name: 'Reef' }, { rateLimits: true });

/** Every error is a page of the community, with one heading and a way on. */
function assertErrorPage(page: Shown, status: number, title: string): void {
  assert.equal(page.status, status);
  assert.equal(page.html.match(/<h1/g)?.length, 1);
  assert.match(page.html, new RegExp(`<h1>${title}</h1>`));
  assert.match(page.html, /<a class="button" href="\/">/);
  assert.match(page.html, /<meta name="robots" content="noindex"\/>/);
  assert.match(page.html, /Reef/);
}

test('where nothing is, a page says so, to visitors and members', async () => {
  await personWithLogin(community, 'ann');
  const browser = makeBrowser(community);
  assertErrorPage(await browser.open('/nowhere'), 404, 'Nothing here');
  await browser.submit(await browser.open('/sign-in'), '/sign-in', { login: 'ann', password: PASSWORD });
  const page = await browser.open('/nowhere');
  assertErrorPage(page, 404, 'Nothing here');
  assert.match(page.html, /href="\/@ann"/);
});

test('the page of an account that was deleted is gone for good', async () => {
  const leaver = await community.person('leaver');
  const post = await createPost(leaver.ctx(), { text: 'The last word' });
  await transaction(leaver.ctx(), (tx) => endAccount(tx, leaver.id));
  const browser = makeBrowser(community);
  for (const path of ['/@leaver', '/@Leaver/media', `/@leaver/${post}`])
    assertErrorPage(await browser.open(path), 410, 'This account was deleted');
  assertErrorPage(await browser.open('/@nobody'), 404, 'Nothing here');
});

test('a form that lay open too long is told from one that is refused', async () => {
  const browser = makeBrowser(community);
  const page = await browser.open('/sign-in');
  browser.cookies.delete('form');
  assertErrorPage(await browser.submit(page, '/sign-in'), 403, 'This form is out of date');
});

test('where the community is for members, visitors are told to sign in, not what is there', async () => {
  const closed = await makeCommunity({ publicPreview: false });
  const page = await makeBrowser(closed).open('/community');
  assert.ok([303, 401, 403].includes(page.status));
});

test('too many tries are told in minutes, above the form', async () => {
  const browser = makeBrowser(community);
  let page = await browser.open('/sign-in');
  for (let tries = 0; page.status !== 429 && tries < 20; tries++)
    page = await browser.submit(page, '/sign-in', { login: 'nobody', password: 'guess' });
  assert.equal(page.status, 429);
  assert.match(page.html, /role="alert".*Wait \d+ minutes|role="alert".*Wait a minute/);
});

test('what fails on our side is told in one sentence, with the number of the request and nothing else', async () => {
  const folder = join(community.deployment.config.home, 'mail', community.tenant.slug);
  await mkdir(dirname(folder), { recursive: true });
  await writeFile(folder, 'not a folder');
  const answer = await community.request({
    url: '/mail',
    remoteAddress: '127.0.0.1',
    headers: { accept: 'text/html' },
  });
  await rm(folder);
  assertErrorPage(
    { status: answer.statusCode, html: answer.body, location: undefined, headers: answer.headers },
    500,
    'Something went wrong',
  );
  assert.ok(answer.body.includes(String(answer.headers['x-request-id'])));
  assert.doesNotMatch(answer.body, /ENOTDIR|node_modules|at .*\.ts:\d/);
});
