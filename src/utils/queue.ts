// Background jobs. A job is added in the transaction that causes it, so that both commit or neither does;
// graphile-worker runs it at least once. Job functions must therefore be harmless when repeated.

import type { Database } from './db/database.ts';
import { statement } from './db/statement.ts';
import type { Id } from './id.ts';
import { tracing } from './trace.ts';

/** Every job's name and payload. The function behind a name is listed in `src/jobs.ts`. */
export interface Jobs {
  /** Fills home feeds with a new post; `after` continues behind that follower. */
  'feed/distribute': { postId: Id; after?: Id };
  /** Puts the latest posts of somebody newly followed, or shown again, into a home feed. */
  'feed/merge': { userId: Id; authorId: Id };
  /** Takes away what a feed should no longer hold, after an unfollow, block or mute. */
  'feed/withdraw': { userId: Id; authorId: Id };
  /** Takes away what a deleted account leaves behind, a part at a time. */
  'feed/erase': { userId: Id };
  /** Sends one mail; `template` and `values` as `deliver/mail` knows them. */
  'deliver/mail': { to: string; template: string; values: Record<string, string>; locale: string };
  /** Deletes stored files whose rows are gone. */
  'media/remove-files': { keys: string[] };
}

export interface JobOptions {
  /** A later job with the same key replaces one that has not begun. */
  readonly key?: string;
  readonly runAt?: Date;
  /** Tries before the job is left for a person to see (`nexus doctor`); waits grow exponentially. */
  readonly maxAttempts?: number;
}

const addJob = statement(
  'add-job',
  `select from graphile_worker.add_job($1, payload := $2::json, run_at := $3, max_attempts := $4, job_key := $5)`,
);

/** Adds a job inside the caller's transaction. It carries the trace of its cause, where there is one. */
export async function enqueue<Name extends keyof Jobs>(
  tx: { readonly db: Database; readonly tenant: { readonly id: number } },
  name: Name,
  payload: Jobs[Name],
  options: JobOptions = {},
): Promise<void> {
  const body = JSON.stringify({ tenant: tx.tenant.id, traceparent: tracing?.traceparent(), ...payload });
  const key = options.key === undefined ? null : `${tx.tenant.id}:${name}:${options.key}`;
  await tx.db.row(addJob, name, body, options.runAt ?? null, options.maxAttempts ?? 12, key);
}
