// The mails a community has asked for and no worker has sent: tests read them from the job queue.

import { type Statement, statement } from '../../src/utils/db/statement.ts';
import type { Community } from './community.ts';

export interface Mail {
  readonly to: string;
  readonly template: string;
  readonly locale: string;
  readonly values: Readonly<Record<string, string>>;
}

const waiting: Statement<Mail> = statement(
  'test-mails',
  `select payload->>'to' as to, payload->>'template' as template, payload->>'locale' as locale,
          payload->'values' as values
   from graphile_worker._private_jobs
   where payload->>'tenant' = $1 and (payload->>'template') is not null and payload->>'to' = $2 order by id`,
);

/** The mails to an address, oldest first. */
export function mailsTo(community: Community, to: string): Promise<Mail[]> {
  return community.ctx().db.rows(waiting, String(community.tenant.id), to);
}

/** The secret in the newest mail's link to an address. */
export async function newestSecret(community: Community, to: string): Promise<string> {
  const link = (await mailsTo(community, to)).findLast((mail) => mail.values.link !== undefined)?.values.link;
  if (link === undefined) throw new Error(`No link was mailed to ${to}`);
  return new URL(link).searchParams.get('secret')!;
}
