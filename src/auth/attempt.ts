// Counted attempts, in fixed windows. Counting happens before the attempt and outside its transaction, so
// that failures count and simultaneous tries cannot slip through together.

import type { Ctx } from '../context.ts';
import { statement } from '../utils/db/statement.ts';
import { limited } from '../utils/error.ts';
import { hashSecret } from './secret.ts';

export interface Limit {
  readonly limit: number;
  readonly windowSeconds: number;
}

const MINUTE = 60;
const HOUR = 3600;

/** How often what may be tried. Pair: one account from one address. */
export const LIMITS = {
  signInPair: { limit: 5, windowSeconds: 10 * MINUTE },
  signInAddress: { limit: 30, windowSeconds: HOUR },
  signInAccount: { limit: 100, windowSeconds: HOUR },
  registerAddress: { limit: 5, windowSeconds: 30 * MINUTE },
  registerEmail: { limit: 5, windowSeconds: HOUR },
  mailAddress: { limit: 10, windowSeconds: HOUR },
  mailAccount: { limit: 3, windowSeconds: HOUR },
  passwordCheck: { limit: 5, windowSeconds: 10 * MINUTE },
  linkAddress: { limit: 30, windowSeconds: HOUR },
  tokenFailure: { limit: 60, windowSeconds: 10 * MINUTE },
} as const satisfies Record<string, Limit>;

const count = statement<{ count: number; left: number }>(
  'attempt-count',
  `insert into tenant.attempt (key, window_start)
   values ($1, to_timestamp(floor(extract(epoch from now()) / $2::integer) * $2::integer))
   on conflict (key, window_start) do update set count = attempt.count + 1
   returning count, ceil(extract(epoch from window_start - now()) + $2::integer)::integer as left`,
);

/** Counts one attempt under a key; throws 'limited' once there were more than allowed in this window. */
export async function countAttempt(ctx: Ctx, key: string, { limit, windowSeconds }: Limit): Promise<void> {
  if (!ctx.switches.rateLimits) return;
  const row = await ctx.db.row(count, key, windowSeconds);
  if (row !== undefined && row.count > limit) throw limited(Math.max(1, row.left));
}

const forget = statement('attempt-forget', 'delete from tenant.attempt where key = $1');

/** Forgets the attempts under a key, after a success that proves they were honest mistakes. */
export async function forgetAttempts(ctx: Ctx, key: string): Promise<void> {
  if (ctx.switches.rateLimits) await ctx.db.change(forget, key);
}

/** A key for what somebody typed, which may be long and may be a mail address: hashed, without regard to case. */
export const typedKey = (kind: string, typed: string): string =>
  `${kind}:${hashSecret(typed.trim().toLowerCase()).toString('base64url').slice(0, 22)}`;

/** A key for where a request comes from; an IPv6 customer has a /64, which is one address here. */
export const addressKey = (kind: string, address: string): string => `${kind}@${networkOf(address)}`;

/** The network that stands for one customer: the IPv4 address, or the first 64 bits of an IPv6 one. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  if (!plain.includes(':')) return plain;
  const [head = '', tail] = plain.split('::');
  const left = head.split(':').filter(Boolean);
  const right = (tail ?? '').split(':').filter(Boolean);
  const zeros =
    tail === undefined ? [] : Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0');
  const groups = [...left, ...zeros, ...right].slice(0, 4);
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`;
}
