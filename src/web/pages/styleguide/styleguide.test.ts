import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeBrowser } from '../../../../test/support/browser.ts';
import { makeCommunity } from '../../../../test/support/community.ts';

const community = await makeCommunity({ accent: '#ffe000' });

test('every component stands in four themes, no id twice, out of search engines', async () => {
  const { status, html } = await makeBrowser(community).open('/styleguide');
  assert.equal(status, 200);
  assert.match(html, /<meta name="robots" content="noindex"/);
  assert.equal(html.match(/class="guide-theme"/g)?.length, 4);
  const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  assert.equal(new Set(ids).size, ids.length);
});

test('whatever colour a community chooses, it is readable in every use', async () => {
  const { html } = await makeBrowser(community).open('/styleguide');
  const ratios = [...html.matchAll(/([\d.]+) : 1/g)].map(([, ratio]) => Number(ratio));
  assert.equal(ratios.length, 6);
  assert.ok(
    ratios.every((ratio) => ratio >= 4.5),
    ratios.join(),
  );
});
