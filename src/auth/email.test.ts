import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkEmail, tidyEmail } from './email.ts';

const fits = (email: string) => checkEmail(tidyEmail(email)).length === 0;

test('ordinary addresses are taken, international hosts included', () => {
  for (const email of [
    'a@b.org',
    'Ann.Bee+tag@mail.example.co.uk',
    "o'neil@x.io",
    'ann@localhost',
    'ann@bücher.de',
  ])
    assert.ok(fits(email), email);
  assert.equal(tidyEmail('  Ann@EXAMPLE.Org '), 'Ann@example.org');
  assert.equal(tidyEmail('ann@bücher.de'), 'ann@xn--bcher-kva.de');
});

test('what is no address, or could reach further than one mailbox, is refused', () => {
  for (const email of [
    '',
    'ann',
    '@b.org',
    'ann@',
    'a b@c.org',
    'ann@b..org',
    'ann@-b.org',
    'a@b@c.org',
    'a.@b.org',
    'ann@b.org\r\nBcc: x@y.org',
    'ann@b.org,x@y.org',
    '<ann@b.org>',
    'Ann <ann@b.org>',
    '"a b"@c.org',
    'ann@[127.0.0.1]',
    `${'a'.repeat(65)}@b.org`,
    `ann@${'b'.repeat(260)}.org`,
    'ann\u0001@b.org',
  ])
    assert.ok(!fits(email), JSON.stringify(email));
});
