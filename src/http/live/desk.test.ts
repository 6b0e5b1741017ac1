import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity, type Person } from '../../../test/support/community.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { openSession } from '../../auth/session.ts';
import type { Ctx } from '../../context.ts';
import { createPost } from '../../post/create.ts';
import type { Id } from '../../utils/id.ts';
import { Desk } from './desk.ts';
import type { LiveEvent } from './event.ts';
import type { LiveStream } from './room.ts';

const community = await makeCommunity();
const { deployment, tenant } = community;
const author = await community.person('author');

/** A desk with its own view of the database: it can be away, or the community gone. */
function openDesk() {
  const state = { away: false, gone: false, statements: 0, turns: 0 };
  const context = (): Ctx | null => {
    state.turns++;
    if (state.away) throw new Error('The database is away');
    if (state.gone) return null;
    const ctx = community.ctx();
    const rows: Ctx['db']['rows'] = (...asked) => {
      state.statements++;
      return ctx.db.rows(...asked);
    };
    return { ...ctx, db: { ...ctx.db, rows } };
  };
  const desk = new Desk({ tenantId: tenant.id, bus: deployment.bus, log: deployment.log, context });
  return { desk, state };
}

async function join(desk: Desk, person: Person) {
  const { sessionId } = await openSession(person.ctx(), { userId: person.id, scopes: ['read'] });
  const events: LiveEvent[] = [];
  const ends: string[] = [];
  const stream: LiveStream = {
    id: `stream-${sessionId}`,
    viewerId: person.id,
    sessionId,
    send: (event) => void events.push(event),
    beat: () => undefined,
    end(reason) {
      ends.push(reason);
      desk.room.remove(stream);
    },
  };
  desk.room.add(stream);
  return { stream, events, ends };
}

const changed = (postId: Id) => deployment.bus.publish(tenant.id, { kind: 'counts-changed', postId });

test('however much happens in a moment to however many, it is one statement and one event for each post', async () => {
  const { desk, state } = openDesk();
  const readers = [];
  for (let index = 0; index < 20; index++)
    readers.push(await join(desk, await community.person(`reader${index}`)));
  const ids: Id[] = [];
  const silently: Ctx = { ...author.ctx(), bus: { publish: () => undefined } };
  for (let index = 0; index < 5; index++) ids.push(await createPost(silently, { text: 'Hello' }));
  for (const { stream } of readers) desk.room.watch(stream.id, stream.sessionId, ids);
  const before = state.statements;
  for (let index = 0; index < 50; index++) for (const id of ids) changed(id);
  for (const { events } of readers)
    await eventually(
      async () => events.length,
      (length) => length === 5,
    );
  assert.equal(state.statements, before + 1);
  await desk.close();
});

test('what was lost while the database was away ends the streams when it is back', async () => {
  const { desk, state } = openDesk();
  const { ends } = await join(desk, author);
  state.away = true;
  changed('1');
  await eventually(async () => state.turns, Boolean);
  assert.equal(ends.length, 0);
  state.away = false;
  await eventually(
    async () => ends,
    (list) => list.includes('gap'),
  );
  await desk.close();
});

test('more than can be told ends the streams at once', async () => {
  const { desk } = openDesk();
  const { ends } = await join(desk, author);
  for (let id = 1; id <= 5100; id++) changed(String(id));
  await eventually(
    async () => ends,
    (list) => list.includes('gap'),
  );
  await desk.close();
});

test('the streams of a community that is not served any more end', async () => {
  const { desk, state } = openDesk();
  const { ends } = await join(desk, author);
  state.gone = true;
  desk.recheck();
  await eventually(
    async () => ends,
    (list) => list.includes('signed-out'),
  );
  await desk.close();
});
