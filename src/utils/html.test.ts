import assert from 'node:assert/strict';
import test from 'node:test';
import { xssVectors } from '../../test/fixtures/xss.ts';
import { escapeHtml, html, raw } from './html.ts';

test('values are escaped in text and in attributes', () => {
  const text = `<b a="1" b='2'>&`;
  const escaped = '&lt;b a=&quot;1&quot; b=&#39;2&#39;&gt;&amp;';
  assert.equal(escapeHtml(text), escaped);
  assert.equal(String(html`<p title="${text}">${text}</p>`), `<p title="${escaped}">${escaped}</p>`);
});

test('templates and raw markup are put in as they are', () => {
  assert.equal(String(html`<p>${html`<b>${'&'}</b>`}${raw('<i>x</i>')}</p>`), '<p><b>&amp;</b><i>x</i></p>');
});

test('lists are joined, however deep', () => {
  const items = ['<', html`<br>`, [1, 2n]];
  assert.equal(String(html`<p>${items}</p>`), '<p>&lt;<br>12</p>');
});

test('null, undefined and booleans write nothing; zero and the empty string are values', () => {
  assert.equal(String(html`[${null}${undefined}${false}${true}${0}${''}]`), '[0]');
});

test('an object that only looks safe is escaped', () => {
  const forged = { toString: () => '<script>' } as unknown as string;
  assert.equal(String(html`<p>${forged}</p>`), '<p>&lt;script&gt;</p>');
});

test('a value has no place where escaping does not help', () => {
  const x = 'x';
  assert.throws(() => html`<a title=${x}>`, /without quotes/);
  assert.throws(() => html`<a class="b" title = ${x}>`, /without quotes/);
  assert.throws(() => html`<a onclick="f('${x}')">`, /event handler/);
  assert.throws(() => html`<script>f(${x})</script>`, /script or style/);
  assert.throws(() => html`<style>a { color: ${x} }</style>`, /script or style/);
  assert.equal(
    String(html`<script src="/a.js"></script><p>1 = ${x}</p>`),
    '<script src="/a.js"></script><p>1 = x</p>',
  );
});

test('an address is http, https, mailto or of this site', () => {
  const link = (href: string) => /href="(.*)"/.exec(String(html`<a href="${href}">`))![1];
  for (const good of ['/a:b', '?a=b', '#c', 'a/b', '', 'https://example.org', 'HTTP://a', 'mailto:a@b']) {
    assert.equal(link(good), good);
  }
  for (const bad of [
    'javascript:1',
    'JAVASCRIPT:1',
    ' java\nscript:1',
    '\u0001javascript:1',
    'data:text/html,x',
    'x:y',
  ]) {
    assert.equal(link(bad), 'about:invalid', bad);
  }
  assert.equal(String(html`<form action='${['java', 'script:1']}'>`), `<form action='about:invalid'>`);
});

test('no known attack gets out of a text or an attribute', () => {
  for (const vector of xssVectors) {
    assert.match(String(html`<p title="${vector}">${vector}</p>`), /^<p title="[^<>"']*">[^<>"']*<\/p>$/);
  }
});

test('no known attack is an address that a browser would run', () => {
  for (const vector of xssVectors) {
    const markup = String(html`<a href="${vector}">`);
    const href = unescaped(/^<a href="([^<>"']*)">$/.exec(markup)![1]!);
    if (!URL.canParse(href, 'https://example.org')) continue;
    assert.match(new URL(href, 'https://example.org').protocol, /^(https?|mailto|about):$/, vector);
  }
});

const unescaped = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
