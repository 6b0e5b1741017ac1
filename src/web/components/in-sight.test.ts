import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seenAtOnce } from './in-sight.ts';

const FACE = '<img class="avatar" loading="lazy">';
const PICTURE = '<img class="fx-5 fy-5" loading="lazy">';
const EAGER = '<img class="fx-5 fy-5">';

test('the pictures of the first cards do not wait, and the first of all goes first', () => {
  assert.deepEqual(seenAtOnce([FACE, FACE + PICTURE + PICTURE, PICTURE, PICTURE]), [
    '<img class="avatar">',
    `<img class="avatar"><img fetchpriority="high" class="fx-5 fy-5">${EAGER}`,
    EAGER,
    PICTURE,
  ]);
});

test('what is behind a warning waits for who opens it', () => {
  const warned = `<details class="warned">${PICTURE}</details>`;
  assert.deepEqual(seenAtOnce([warned, PICTURE]), [warned, '<img fetchpriority="high" class="fx-5 fy-5">']);
});
