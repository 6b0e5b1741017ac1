import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gate } from './decode-turn.ts';

test('never more tasks run at once than the gate is wide, and all get their turn', async () => {
  const enter = gate(2, 100);
  let [running, most] = [0, 0];
  const task = async (answer: number) => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setImmediate(resolve));
    running -= 1;
    return answer;
  };
  const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => enter(() => task(i))));
  assert.deepEqual(
    answers,
    Array.from({ length: 20 }, (_, i) => i),
  );
  assert.equal(most, 2);
});

test('a task that fails frees its place', async () => {
  const enter = gate(1, 100);
  const failing = enter(() => Promise.reject(new Error('torn')));
  const next = enter(async () => 'done');
  await assert.rejects(failing, { message: 'torn' });
  assert.equal(await next, 'done');
  assert.equal(await enter(async () => 'again'), 'again');
});

test('when the waiting line is full, more are turned away for now', async () => {
  const enter = gate(1, 1);
  const { promise, resolve } = Promise.withResolvers<void>();
  const running = enter(() => promise);
  const waiting = enter(async () => 'waited');
  await assert.rejects(
    enter(async () => 'never'),
    { code: 'unavailable' },
  );
  resolve();
  await running;
  assert.equal(await waiting, 'waited');
});
