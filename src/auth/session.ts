// A session is one bearer secret: a sign-in of a browser or GraphQL client (no app), a token a person made
// for themself (no app, with a name), an app's token for a person, or an app's own token (no person). Only
// the secret's hash is kept.

import type { Ctx } from '../context.ts';
import { statement } from '../utils/db/statement.ts';
import { type Id, idTime } from '../utils/id.ts';
import { hashSecret, newSecret } from './secret.ts';

export interface NewSession {
  readonly userId: Id | null;
  readonly appId?: Id | null;
  readonly scopes: readonly string[];
  /** Of a token a person makes for themself. */
  readonly name?: string;
  /** Days without use after which it ends; absent: never. */
  readonly idleDays?: number;
}

/** The secret, which is not kept and cannot be shown again, and its session. */
export interface Opened {
  readonly token: string;
  readonly sessionId: Id;
  readonly createdAt: Date;
}

const insertSession = statement<{ id: Id }>(
  'session-insert',
  `insert into tenant.session (token_hash, user_id, app_id, scopes, user_agent, address, expires_at, name)
   values ($1, $2, $3, $4, $5, $6, now() + make_interval(days => $7), $8) returning id`,
);

/** Makes a session. The caller has decided that it may be made. */
export async function openSession(ctx: Ctx, input: NewSession): Promise<Opened> {
  const token = newSecret();
  const { address, userAgent } = ctx.client;
  const made = await ctx.db.row(
    insertSession,
    hashSecret(token),
    input.userId,
    input.appId ?? null,
    input.scopes,
    userAgent.slice(0, 255),
    address,
    input.idleDays ?? null,
    input.name ?? null,
  );
  return { token, sessionId: made!.id, createdAt: idTime(made!.id) };
}
