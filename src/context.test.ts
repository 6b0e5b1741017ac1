import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity } from '../test/support/community.ts';
import { announce, type Ctx, transaction } from './context.ts';
import type { Message } from './utils/bus/message.ts';
import { statement } from './utils/db/statement.ts';

const community = await makeCommunity();
const one = statement('test-context-one', 'select 1');
const deadlock = statement(
  'test-context-deadlock',
  `do $$ begin raise exception 'a deadlock' using errcode = '40P01'; end $$`,
);

/** A context whose announcements are kept here. */
function listening(): { ctx: Ctx; announced: string[] } {
  const announced: string[] = [];
  const publish = (_tenant: number, message: Message) => void announced.push(idOf(message));
  return { ctx: { ...community.ctx(), bus: { publish } }, announced };
}

const idOf = (message: Message): string => ('postId' in message ? message.postId : '');
const say = (ctx: Ctx, postId: string) => announce(ctx, { kind: 'counts-changed', postId });

test('outside a transaction something is announced at once', () => {
  const { ctx, announced } = listening();
  say(ctx, '1');
  assert.deepEqual(announced, ['1']);
});

test('inside, it waits for the commit of the outermost transaction, in order', async () => {
  const { ctx, announced } = listening();
  await transaction(ctx, async (tx) => {
    say(tx, '1');
    await transaction(tx, async (inner) => say(inner, '2'));
    await tx.db.row(one);
    say(tx, '3');
    assert.deepEqual(announced, []);
  });
  assert.deepEqual(announced, ['1', '2', '3']);
});

test('what is rolled back is never announced', async () => {
  const { ctx, announced } = listening();
  const failing = transaction(ctx, async (tx) => {
    say(tx, '1');
    throw new Error('no');
  });
  await assert.rejects(failing, /no/);
  assert.deepEqual(announced, []);
});

test('of a transaction that was tried again only the last try is announced', async () => {
  const { ctx, announced } = listening();
  let tries = 0;
  await transaction(ctx, async (tx) => {
    say(tx, String(++tries));
    if (tries < 3) await tx.db.row(deadlock);
  });
  assert.deepEqual(announced, ['3']);
});
