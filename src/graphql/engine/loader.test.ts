import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loader } from './loader.ts';

function counting() {
  const batches: string[][] = [];
  const load = async (keys: readonly string[]) => {
    batches.push([...keys]);
    return new Map(keys.filter((key) => key !== 'none').map((key) => [key, key.toUpperCase()]));
  };
  return { batches, letters: loader(load) };
}

test('keys asked for in one turn are fetched together, each once', async () => {
  const { batches, letters } = counting();
  const later = Promise.resolve().then(() => letters.load('c'));
  const found = await Promise.all([letters.load('a'), letters.load('b'), letters.load('a'), later]);
  assert.deepEqual(found, ['A', 'B', 'A', 'C']);
  assert.deepEqual(batches, [['a', 'b', 'c']]);
});

test('what is known is given at once, what is missing is not asked for again', async () => {
  const { batches, letters } = counting();
  assert.equal(await letters.load('none'), undefined);
  letters.prime('b', 'primed');
  assert.equal(letters.load('b'), 'primed');
  assert.equal(letters.load('none'), undefined);
  assert.equal(batches.length, 1);
});

test('after clear everything is fetched anew, and what was on its way is not kept', async () => {
  const { batches, letters } = counting();
  const early = letters.load('a');
  letters.clear();
  assert.equal(await early, 'A');
  assert.ok(letters.load('a') instanceof Promise);
  await letters.load('a');
  assert.equal(batches.length, 2);
});

test('a failed batch fails every key of it', async () => {
  const failing = loader<string, string>(async () => {
    throw new Error('away');
  });
  const results = await Promise.allSettled([failing.load('a'), failing.load('b')]);
  assert.deepEqual(
    results.map((result) => result.status),
    ['rejected', 'rejected'],
  );
});
