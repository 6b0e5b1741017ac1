import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { askedBy, bitsFor, EVER, ifEver, narrow, readerOf, setBy, widen } from './ever.ts';

const asked = (kind: keyof typeof EVER, viewer = '$2') =>
  ifEver(kind, viewer, { asked: `asked-${kind}(${viewer})`, otherwise: true });

const TEXT = `select ${asked('blocks')} and ${asked('pins')} and $1`;
const NOT = '(true or $2::bigint is null)';

describe('conditions that are asked where there has been a row', () => {
  test('are asked by the bits, each by its own', () => {
    assert.equal(narrow(TEXT, 0), `select ${NOT} and ${NOT} and $1`);
    assert.equal(narrow(TEXT, EVER.pins), `select ${NOT} and asked-pins($2) and $1`);
    assert.equal(narrow(TEXT, -1), 'select asked-blocks($2) and asked-pins($2) and $1');
  });

  test('are told with the place of the person among the values', () => {
    assert.deepEqual(askedBy(TEXT), { bits: EVER.blocks | EVER.pins, at: 1 });
    assert.equal(askedBy('select 1'), undefined);
  });

  test('are always asked of whom a column names', () => {
    assert.equal(asked('blocks', 'v.id'), 'asked-blocks(v.id)');
  });

  test('are asked of a person for whom something else is put, and stay with another', () => {
    assert.equal(widen(TEXT, '$2'), narrow(TEXT, -1));
    assert.equal(widen(TEXT, '$1'), TEXT);
  });

  test('must be of one person, and none in another', () => {
    assert.throws(() => askedBy(`${asked('blocks', '$1')} ${asked('blocks', '$2')}`), /several people/);
    const inner = ifEver('pins', '$1', { asked: asked('blocks', '$1'), otherwise: false });
    assert.throws(() => askedBy(inner), /one in another/);
  });
});

describe('what has to be asked', () => {
  const all = { bits: EVER.somebody | EVER.blocks | EVER.pins, at: 1 };
  const until = Number.POSITIVE_INFINITY;

  test('is nothing of nobody', () => {
    assert.equal(bitsFor(all, ['9', null], { id: '7', ever: 255, until }), 0);
    assert.equal(bitsFor(all, ['9'], undefined), 0);
  });

  test('is what there has been of who asks', () => {
    const reader = { id: '7', ever: EVER.somebody | EVER.pins | EVER.mutes, until };
    assert.equal(bitsFor(all, ['9', '7'], reader), EVER.somebody | EVER.pins);
  });

  test('is everything of anybody else', () => {
    assert.equal(bitsFor(all, ['7', '8'], { id: '7', ever: EVER.somebody, until }), all.bits);
    assert.equal(bitsFor(all, ['7', '8'], undefined), all.bits);
  });
});

test('what is known of a reader is believed for two seconds, and not at all where nobody has looked', () => {
  const all = { bits: EVER.somebody | EVER.blocks, at: 0 };
  const reader = readerOf('7', EVER.somebody);
  assert.equal(bitsFor(all, ['7'], reader), EVER.somebody);
  const left = reader.until - performance.now();
  assert.ok(left > 0 && left <= 2000, String(left));
  assert.equal(bitsFor(all, ['7'], { ...reader, until: performance.now() - 1 }), all.bits);
  assert.equal(bitsFor(all, ['7'], readerOf('7', EVER.somebody | EVER.unknown)), all.bits);
});

test('a statement that inserts sets the bits of its tables', () => {
  assert.equal(setBy('insert into tenant.block (a) values (1)'), EVER.blocks | EVER.blocked);
  assert.equal(setBy('with a as (insert into tenant.pin select 1) select 1'), EVER.pins);
  assert.equal(setBy('insert into tenant.post_like (a) values (1)'), 0);
});
