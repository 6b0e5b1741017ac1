// What every domain function takes first: which community, who asks, and the database to ask.
// No table is reachable without it.

import type { Settings } from './tenant/settings.ts';
import type { Message } from './utils/bus/message.ts';
import type { Bus } from './utils/bus.ts';
import type { Database, RootDatabase } from './utils/db/database.ts';
import { unauthenticated } from './utils/error.ts';
import type { Id } from './utils/id.ts';
import type { Logger } from './utils/log.ts';

/** A community, as the directory knows it. */
export interface Tenant {
  readonly id: number;
  readonly slug: string;
  /** PostgreSQL schema, checked when the tenant was made; safe to put in SQL between double quotes. */
  readonly schema: string;
  readonly shard: string;
  /** All host names, the canonical one first; lower case, without port. */
  readonly domains: readonly [string, ...string[]];
  /** Scheme and canonical host, with the port where it is not the usual one: `https://example.org`. */
  readonly origin: string;
  readonly status: 'active' | 'suspended';
  readonly settings: Settings;
}

export type Role = 'owner' | 'admin' | 'moderator' | 'member';

/** Who is signed in. */
export interface Viewer {
  readonly id: Id;
  readonly username: string;
  readonly role: Role;
  readonly locale: string;
  /** The day this person was last seen, `YYYY-MM-DD`, before this request; null: never. */
  readonly lastActiveOn: string | null;
  /** Of the profile: with it the profile is found in the process without asking. */
  readonly version: number;
}

/** The bearer secret a request came with: a person's session or token, or an app's own token. */
export interface Access {
  readonly sessionId: Id;
  readonly appId: Id | null;
  readonly scopes: readonly string[];
  /** Whether its owner made it for their own scripts: no app's token, and no sign-in either. */
  readonly personal?: boolean;
}

export interface Ctx {
  readonly tenant: Tenant;
  readonly viewer: Viewer | null;
  readonly access: Access | null;
  readonly db: Database;
  /** Tells every process of the deployment; use `announce`. */
  readonly bus: Pick<Bus, 'publish'>;
  readonly log: Logger;
  /** Where the request came from, for attempt limits and session lists; empty in jobs and commands. */
  readonly client: { readonly address: string; readonly userAgent: string };
  /** What tests and trials may turn off: `RATE_LIMITS`, `MAIL_CONFIRMATION`. */
  readonly switches: { readonly rateLimits: boolean; readonly mailConfirmation: boolean };
}

/** A context outside any transaction: what a request, job or command begins with. */
export interface RootCtx extends Ctx {
  readonly db: RootDatabase;
}

declare const inTransaction: unique symbol;

/** A context whose `db` is a transaction: what functions ask for that must commit with their cause. */
export interface Tx extends Ctx {
  readonly [inTransaction]: true;
}

/** Runs `work` in one transaction; inside a transaction it joins that one. */
export function transaction<T>(ctx: Ctx, work: (tx: Tx) => Promise<T>): Promise<T> {
  return ctx.db.transaction((db) => work({ ...ctx, db } as Tx));
}

/**
 * Tells every process of the deployment what happened: at once, or inside a transaction when the outermost
 * one has committed, and never if it does not. Repeating is harmless.
 */
export function announce(ctx: Ctx, message: Message): void {
  ctx.db.afterCommit(() => ctx.bus.publish(ctx.tenant.id, message));
}

/** The signed-in person, or the error every edge turns into "sign in first". */
export function requireViewer(ctx: Ctx): Viewer {
  if (ctx.viewer === null) throw unauthenticated();
  return ctx.viewer;
}
