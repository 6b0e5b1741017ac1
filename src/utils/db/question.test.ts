import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity } from '../../../test/support/community.ts';
import { Outdated } from './question.ts';
import { statement } from './statement.ts';

const { ctx } = await makeCommunity();

const three = statement<{ three: number }>('question-three', 'select 3 as three');
const echo = statement<{ word: string }>('question-echo', 'select $1::text as word');
const divide = statement<{ result: number }>('question-divide', 'select 1 / $1::int as result');
const insertTag = statement(
  'question-insert-tag',
  'insert into tenant.tag (name, display) values ($1, $1) on conflict (name) do nothing',
);
const findTag = statement<{ name: string }>(
  'question-find-tag',
  'select name from tenant.tag where name = $1',
);

/** A database whose requests were begun on this number, and how often the question was answered. */
function asked(number: number) {
  let answers = 0;
  const holds = (row: { three: number } | undefined) => {
    answers++;
    return row?.three === number;
  };
  return { db: ctx().db.asking({ statement: three, values: [], holds }), answers: () => answers };
}

const isThere = async (name: string) => (await ctx().db.row(findTag, name)) !== undefined;

test('the first statement brings the answer, and nobody asks again', async () => {
  const { db, answers } = asked(3);
  assert.equal((await db.row(echo, 'one'))!.word, 'one');
  assert.equal(answers(), 1);
  assert.equal((await db.row(echo, 'two'))!.word, 'two');
  await db.confirm();
  assert.equal(answers(), 1);
  assert.equal(db.counter.statements, 3);
});

test('where nothing was asked of the database, the question is asked alone', async () => {
  const { db, answers } = asked(3);
  await db.confirm();
  assert.equal(answers(), 1);
  await assert.rejects(asked(4).db.confirm(), Outdated);
});

test('when it does not hold nothing is read, now or later', async () => {
  const { db } = asked(4);
  await assert.rejects(db.row(echo, 'one'), Outdated);
  await assert.rejects(db.row(echo, 'two'), Outdated);
  await assert.rejects(db.confirm(), Outdated);
});

test('when it does not hold nothing is changed, with or without a transaction', async () => {
  await assert.rejects(asked(4).db.change(insertTag, 'alone'), Outdated);
  let went = 0;
  const work = asked(4).db.transaction(async (tx) => {
    await tx.change(insertTag, 'within');
    went++;
  });
  await assert.rejects(work, Outdated);
  assert.equal(went, 0);
  assert.deepEqual([await isThere('alone'), await isThere('within')], [false, false]);
});

test('a transaction brings the answer as well', async () => {
  const { db, answers } = asked(3);
  await db.transaction(async (tx) => {
    await tx.change(insertTag, 'kept');
  });
  assert.equal(answers(), 1);
  assert.equal(await isThere('kept'), true);
  await db.confirm();
  assert.equal(answers(), 1);
});

test('a change of its own waits for the answer', async () => {
  const { db, answers } = asked(3);
  assert.equal(await db.change(insertTag, 'own'), 1);
  assert.equal(answers(), 1);
});

test('statements side by side get what they asked for, or nothing', async () => {
  const { db, answers } = asked(3);
  const words = await Promise.all(['one', 'two', 'three'].map((word) => db.row(echo, word)));
  assert.deepEqual(
    words.map((row) => row!.word),
    ['one', 'two', 'three'],
  );
  assert.equal(answers(), 1);
  const { db: other } = asked(4);
  const results = await Promise.allSettled(['one', 'two'].map((word) => other.row(echo, word)));
  assert.deepEqual(
    results.map(({ status }) => status),
    ['rejected', 'rejected'],
  );
});

test('a transaction beside a statement waits for its answer', async () => {
  for (const number of [3, 4]) {
    const { db } = asked(number);
    const name = `beside${number}`;
    const results = await Promise.allSettled([
      db.row(echo, 'one'),
      db.transaction((tx) => tx.change(insertTag, name)),
    ]);
    const status = number === 3 ? 'fulfilled' : 'rejected';
    assert.deepEqual(
      results.map((result) => result.status),
      [status, status],
    );
    assert.equal(await isThere(name), number === 3);
  }
});

test('a statement that fails has answered nothing: the next one asks', async () => {
  for (const number of [3, 4]) {
    const { db, answers } = asked(number);
    await assert.rejects(db.row(divide, 0), { code: '22012' });
    assert.equal(answers(), 0);
    const next = db.row(echo, 'next');
    if (number === 3) assert.equal((await next)!.word, 'next');
    else await assert.rejects(next, Outdated);
    assert.equal(answers(), 1);
  }
});
