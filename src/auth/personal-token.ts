// Tokens people make for their own scripts. Each is shown once, when it is made, and can do at most what the
// request that made it could.

import { announce, type Ctx, requireViewer } from '../context.ts';
import { statement } from '../utils/db/statement.ts';
import { type FieldError, forbidden, invalid, invalidAll, notFound } from '../utils/error.ts';
import { type Id, idTime, isId } from '../utils/id.ts';
import { cleanLine } from '../utils/text/clean.ts';
import { coversAll, KNOWN_SCOPES } from './scope.ts';
import { openSession } from './session.ts';

export interface PersonalToken {
  readonly id: Id;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly createdAt: Date;
  /** `YYYY-MM-DD`. */
  readonly lastUsedOn: string;
}

export const TOKEN_NAME_LIMIT = 60;
const MOST_TOKENS = 50;

const tokensOf = statement<Omit<PersonalToken, 'createdAt'>>(
  'personal-tokens',
  `select id, name, scopes, last_used_on as "lastUsedOn" from tenant.session
   where user_id = $1 and name is not null order by id desc limit ${MOST_TOKENS}`,
);

/** The viewer's own tokens, the newest first; never their secrets. */
export async function listTokens(ctx: Ctx): Promise<PersonalToken[]> {
  const rows = await ctx.db.rows(tokensOf, requireViewer(ctx).id);
  return rows.map((row) => ({ ...row, createdAt: idTime(row.id) }));
}

/**
 * Makes a token and gives its secret, which is not kept and cannot be shown again. 'forbidden' for scopes
 * beyond those of the request itself: a token never widens what it was given.
 */
export async function createToken(
  ctx: Ctx,
  input: { readonly name: string; readonly scopes: readonly string[] },
): Promise<PersonalToken & { readonly token: string }> {
  const viewer = requireViewer(ctx);
  const name = cleanLine(input.name);
  const scopes = [...new Set(input.scopes)];
  const broken = [...brokenName(name), ...brokenScopes(scopes)];
  if (broken.length > 0) throw invalidAll(broken);
  if (ctx.access !== null && !coversAll(ctx.access.scopes, scopes)) throw forbidden();
  if ((await listTokens(ctx)).length >= MOST_TOKENS) {
    throw invalid('tokens', 'too-many', `are limited to ${MOST_TOKENS}`, MOST_TOKENS);
  }
  const { token, sessionId, createdAt } = await openSession(ctx, { userId: viewer.id, scopes, name });
  return { id: sessionId, name, scopes, createdAt, lastUsedOn: createdAt.toISOString().slice(0, 10), token };
}

const removeToken = statement(
  'personal-token-delete',
  'delete from tenant.session where id = $1 and user_id = $2 and name is not null',
);

/** Ends one of the viewer's own tokens; anybody else's is not found. */
export async function deleteToken(ctx: Ctx, id: Id): Promise<void> {
  const viewer = requireViewer(ctx);
  const gone = isId(id) ? await ctx.db.change(removeToken, id, viewer.id) : 0;
  if (gone === 0) throw notFound('Token');
  announce(ctx, { kind: 'access-changed', userId: viewer.id });
}

function brokenName(name: string): FieldError[] {
  if (name === '') return [{ field: 'name', rule: 'blank', message: "can't be blank" }];
  if ([...name].length <= TOKEN_NAME_LIMIT) return [];
  const message = `is longer than ${TOKEN_NAME_LIMIT} characters`;
  return [{ field: 'name', rule: 'too-long', limit: TOKEN_NAME_LIMIT, message }];
}

function brokenScopes(scopes: readonly string[]): FieldError[] {
  if (scopes.length === 0) return [{ field: 'scopes', rule: 'blank', message: "can't be blank" }];
  const known = scopes.every((scope) => KNOWN_SCOPES.includes(scope));
  return known ? [] : [{ field: 'scopes', rule: 'unknown', message: 'hold one that is not known' }];
}
