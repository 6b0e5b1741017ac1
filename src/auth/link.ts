// Single-use links sent by mail. The address is made from the community's own origin, never from a request's
// Host header, which the sender of a request chooses. Opening a link changes nothing: the page behind it
// has a button, since mail scanners open links.

import type { Ctx, Tx } from '../context.ts';
import { statement } from '../utils/db/statement.ts';
import { DomainError } from '../utils/error.ts';
import type { Id } from '../utils/id.ts';
import { hashSecret, newSecret } from './secret.ts';

export type Purpose = 'confirm' | 'reset' | 'change-email';

const LIFE_HOURS: Record<Purpose, number> = { confirm: 48, reset: 1, 'change-email': 24 };

const PATH: Record<Purpose, string> = {
  confirm: '/confirm',
  reset: '/reset/confirm',
  'change-email': '/settings/email/confirm',
};

const insertLink = statement(
  'link-insert',
  `insert into tenant.login_link (secret_hash, user_id, purpose, email, expires_at)
   values ($1, $2, $3, $4, now() + make_interval(hours => $5))`,
);

/** Makes a link for a person and an address, and gives its full address. */
export async function makeLink(tx: Tx, userId: Id, purpose: Purpose, email: string): Promise<string> {
  const secret = newSecret();
  await tx.db.change(insertLink, hashSecret(secret), userId, purpose, email, LIFE_HOURS[purpose]);
  return pageLink(tx, `${PATH[purpose]}?secret=${secret}`);
}

/** The full address of a page of this community. */
export const pageLink = (ctx: Ctx, path: string): string => `${ctx.tenant.origin}${path}`;

export interface Link {
  readonly userId: Id;
  readonly email: string;
}

const takeLink = statement<Link & { fresh: boolean }>(
  'link-take',
  `delete from tenant.login_link where secret_hash = $1 and purpose = $2
   returning user_id as "userId", email, expires_at > now() as fresh`,
);

/** Uses up a link and gives whose it was; 'invalid' when it was used, has run out or never was. */
export async function useLink(tx: Tx, secret: string, purpose: Purpose): Promise<Link> {
  const link = await tx.db.row(takeLink, hashSecret(secret), purpose);
  if (link?.fresh !== true) throw worthless();
  return link;
}

const readLink = statement<Link>(
  'link-read',
  `select user_id as "userId", email from tenant.login_link
   where secret_hash = $1 and purpose = $2 and expires_at > now()`,
);

/** Whose a link is, without using it up; 'invalid' as `useLink`. */
export async function peekLink(ctx: Ctx, secret: string, purpose: Purpose): Promise<Link> {
  const link = await ctx.db.row(readLink, hashSecret(secret), purpose);
  if (link === undefined) throw worthless();
  return link;
}

function worthless(): DomainError {
  const message = 'This link has been used or has run out: ask for a new one';
  return new DomainError('invalid', message, { details: [{ field: 'secret', rule: 'expired', message }] });
}

const deleteLinks = statement(
  'links-delete',
  'delete from tenant.login_link where user_id = $1 and purpose = any($2::text[])',
);

/** Makes all of a person's links of these purposes worthless. */
export async function dropLinks(tx: Tx, userId: Id, ...purposes: Purpose[]): Promise<void> {
  await tx.db.change(deleteLinks, userId, purposes);
}
