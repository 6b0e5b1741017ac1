import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeBrowser } from '../../../test/support/browser.ts';
import { makeCommunity } from '../../../test/support/community.ts';

const SCRIPT = '<script>alert(1)</script>';

const community = await makeCommunity({
  name: `Reef ${SCRIPT}`,
  description: `About ${SCRIPT}`,
  about: `Long **story** ${SCRIPT} https://reef.example/x?a=1&b=2`,
  rules: [{ id: '1', text: `Be kind ${SCRIPT}`, hint: `Really ${SCRIPT}` }],
  contactUsername: 'keeper',
  contactEmail: 'keeper@reef.example',
});
await community.person('keeper', { role: 'owner' });

test('the page about the community tells what it is, its rules, and whom to turn to', async () => {
  const page = await makeBrowser(community).open('/about');
  assert.equal(page.status, 200);
  assert.match(page.html, /href="https:\/\/reef\.example\/x\?a=1&amp;b=2"/);
  assert.match(page.html, /Be kind/);
  assert.match(page.html, /href="\/@keeper"/);
  assert.match(page.html, /href="mailto:keeper@reef\.example"/);
});

test('what its people wrote of it runs nowhere: about, front page, sign-up, manifest links', async () => {
  for (const path of ['/about', '/', '/sign-up', '/sign-in', '/keyboard', '/offline'])
    assert.ok(!(await makeBrowser(community).open(path)).html.includes('<script>alert'), path);
});

test('a contact that is nobody, and a community that says nothing, leave no empty parts', async () => {
  const bare = await makeCommunity({ contactUsername: 'nobody' });
  const page = await makeBrowser(bare).open('/about');
  assert.equal(page.status, 200);
  assert.doesNotMatch(page.html, /Whom to turn to|<h2>Rules|class="lead"/);
});

test('where profiles are for members, visitors are not told who the contact is', async () => {
  const closed = await makeCommunity({ publicPreview: false, contactUsername: 'keeper' });
  await closed.person('keeper', { role: 'owner' });
  assert.doesNotMatch((await makeBrowser(closed).open('/about')).html, /@keeper/);
});
