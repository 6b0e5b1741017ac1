// What every job name stands for, and the chores the clock starts.

import { expireSignIn } from './auth/expire.ts';
import type { Ctx } from './context.ts';
import { sendMail } from './deliver/mail.ts';
import type { Deployment } from './deployment.ts';
import { distributePost } from './feed/distribute.ts';
import { eraseAccount } from './feed/erase.ts';
import { mergeAuthor } from './feed/merge.ts';
import { trimFeeds } from './feed/trim.ts';
import { withdrawAuthor } from './feed/withdraw.ts';
import { removeOrphans } from './media/orphans.ts';
import { removeFiles } from './media/remove-files.ts';
import { expireIdempotencyKeys } from './post/idempotency.ts';
import { removeExpiredMutes } from './user/mute.ts';
import type { Jobs } from './utils/queue.ts';

type JobTable = {
  readonly [Name in keyof Jobs]: (ctx: Ctx, payload: Jobs[Name], deployment: Deployment) => Promise<void>;
};

/** Job name → function. A job may run more than once; every function here is harmless when repeated. */
export const JOBS: JobTable = {
  'feed/distribute': distributePost,
  'feed/merge': mergeAuthor,
  'feed/withdraw': withdrawAuthor,
  'feed/erase': eraseAccount,
  'deliver/mail': sendMail,
  'media/remove-files': removeFiles,
};

type Chore = (ctx: Ctx) => Promise<unknown>;

/** Done for every community once an hour. */
export const HOURLY: readonly Chore[] = [expireSignIn, expireIdempotencyKeys, removeOrphans];

/** Done for every community once a night. */
export const NIGHTLY: readonly Chore[] = [trimFeeds, removeExpiredMutes];
