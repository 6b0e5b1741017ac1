// A create that a client repeats, after a lost answer for instance, must not create twice. Its key is
// kept for an hour, per person.

import { createHash } from 'node:crypto';
import type { Ctx, Tx } from '../context.ts';
import { statement } from '../utils/db/statement.ts';
import { conflict } from '../utils/error.ts';
import type { Id } from '../utils/id.ts';

// A second request with the same key waits here, on the row lock, until the first has committed.
const claimKey = statement<{ key: string }>(
  'claim-idempotency-key',
  `insert into tenant.idempotency_key as k (user_id, key) values ($1, $2)
   on conflict (user_id, key) do update set created_at = now(), result_id = null
     where k.created_at < now() - interval '1 hour'
   returning k.key`,
);

const resultOfKey = statement<{ resultId: Id | null }>(
  'idempotency-result',
  'select result_id as "resultId" from tenant.idempotency_key where user_id = $1 and key = $2',
);

const keepResult = statement(
  'keep-idempotency-result',
  'update tenant.idempotency_key set result_id = $3 where user_id = $1 and key = $2',
);

const forgetResult = statement(
  'forget-idempotency-result',
  'delete from tenant.idempotency_key where user_id = $1 and result_id = $2',
);

const expireKeys = statement(
  'expire-idempotency-keys',
  `delete from tenant.idempotency_key where created_at < now() - interval '1 hour'`,
);

/** Runs `make` unless this person did so with the same key within the hour: then the first id again. */
export async function once(
  tx: Tx,
  userId: Id,
  given: string | undefined,
  make: () => Promise<Id>,
): Promise<Id> {
  if (given === undefined || given === '') return make();
  const key = createHash('sha256').update(given).digest('base64url');
  if ((await tx.db.row(claimKey, userId, key)) === undefined) return firstResult(tx, userId, key);
  const id = await make();
  await tx.db.change(keepResult, userId, key, id);
  return id;
}

async function firstResult(tx: Tx, userId: Id, key: string): Promise<Id> {
  const first = await tx.db.row(resultOfKey, userId, key);
  if (first?.resultId == null)
    throw conflict('A request with this Idempotency-Key has just been undone, try again', 'undone');
  return first.resultId;
}

/** After a result is deleted its key may create anew. */
export async function forgetKeyOf(tx: Tx, userId: Id, resultId: Id): Promise<void> {
  await tx.db.change(forgetResult, userId, resultId);
}

/** Removes keys older than an hour; run by cron. */
export async function expireIdempotencyKeys(ctx: Ctx): Promise<number> {
  return ctx.db.change(expireKeys);
}
