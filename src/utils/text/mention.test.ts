import assert from 'node:assert/strict';
import test from 'node:test';
import { isLocal, mentionAt } from './mention.ts';

const mentionIn = (text: string) => mentionAt(text, text.indexOf('@'));

/** Like name or name@domain. */
function written(text: string): string | undefined {
  const mention = mentionIn(text);
  if (mention === null) return undefined;
  return mention.domain === null ? mention.username : `${mention.username}@${mention.domain}`;
}

const mentions: Record<string, string> = {
  '@ann': 'ann',
  '@Ann_1': 'ann_1',
  '(@ann)': 'ann',
  '.@ann': 'ann',
  '@ann.': 'ann',
  '@ann.b-c': 'ann.b-c',
  "@ann's": 'ann',
  '@annさん': 'ann',
  '「@ann」': 'ann',
  '@ann@Example.org': 'ann@example.org',
  '@ann@example.org.': 'ann@example.org',
  '@ann@bücher.example': 'ann@xn--bcher-kva.example',
};
for (const [text, mention] of Object.entries(mentions)) {
  test(`${text} mentions ${mention}`, () => assert.equal(written(text), mention));
}

for (const text of [
  '@',
  '@ ann',
  '@-ann',
  '@@ann',
  'a@ann',
  'é@ann',
  '𝕏@ann',
  '/@ann',
  '=@ann',
  '@ann@',
  '@ann@-',
  '@anné',
  '@ann://x',
  '@ann@b@c',
  `@${'a'.repeat(31)}`,
  '@\u212aim',
]) {
  test(`${text} mentions nobody`, () => assert.equal(written(text), undefined));
}

test('a mention is local without a domain or with the community’s own', () => {
  const local = (text: string, origin = 'https://example.org') => isLocal(mentionIn(text)!, origin);
  assert.ok(local('@ann'));
  assert.ok(local('@ann@EXAMPLE.org'));
  assert.ok(local('@ann@bücher.example', 'https://bücher.example'));
  assert.ok(local('@ann@localhost', 'http://localhost:3000'));
  assert.ok(!local('@ann@example.com'));
  assert.ok(!local('@ann@www.example.org'));
});
