// Endorsements: people somebody follows and shows on their own profile.

import { type Ctx, requireViewer } from '../context.ts';
import type { Page, Slice } from '../utils/cursor.ts';
import { keysetForEach } from '../utils/db/for-each-owner.ts';
import { keyset, statement } from '../utils/db/statement.ts';
import { invalid, notFound } from '../utils/error.ts';
import type { Id } from '../utils/id.ts';
import { notBlockedBy } from './hidden.ts';
import { openProfile } from './open-profile.ts';
import { type PersonRow, peopleSlice, peopleSlices } from './people-slice.ts';
import { type User, userById } from './user.ts';

const insertEndorsement = statement<{ known: boolean }>(
  'insert-endorsement',
  `with made as (
     insert into tenant.endorsement (user_id, target_id)
     select follower_id, followee_id from tenant.follow where follower_id = $1 and followee_id = $2
     on conflict do nothing)
   select exists (select from tenant.follow where follower_id = $1 and followee_id = $2) as known`,
);

const deleteEndorsement = statement(
  'delete-endorsement',
  'delete from tenant.endorsement where user_id = $1 and target_id = $2',
);

// Few per person: read by the primary key's prefix and sorted.
const endorsements = keyset<PersonRow>(
  'endorsements',
  (order) => `select e.id as cursor, e.target_id as "userId" from tenant.endorsement e
    where e.user_id = $1 and ${notBlockedBy('e.user_id', '$2')}
      and e.id > $3 and e.id < $4 order by e.id ${order} limit $5`,
);

/** Shows somebody on the viewer's profile; 'invalid' unless the viewer follows them. Repeating is harmless. */
export async function endorse(ctx: Ctx, userId: Id): Promise<void> {
  const viewer = requireViewer(ctx);
  if ((await userById(ctx, userId)) === undefined) throw notFound();
  const row = await ctx.db.row(insertEndorsement, viewer.id, userId);
  if (!row?.known) throw invalid('account', 'not-followed', 'must be followed before it can be endorsed');
}

/** Takes an endorsement back; harmless when there is none. */
export async function unendorse(ctx: Ctx, userId: Id): Promise<void> {
  const viewer = requireViewer(ctx);
  if ((await userById(ctx, userId)) === undefined) throw notFound();
  await ctx.db.change(deleteEndorsement, viewer.id, userId);
}

/** Whom a person endorses, the latest first; nobody for who is blocked by that person. */
export async function endorsementsOf(ctx: Ctx, userId: Id, page: Page): Promise<Slice<User>> {
  await openProfile(ctx, userId);
  return peopleSlice(ctx, page, await ctx.db.page(endorsements, page, userId, ctx.viewer?.id ?? null));
}

const endorsementsForEach = keysetForEach(endorsements);

/** Whom each of these people, whom the viewer may see, endorses. */
export async function endorsementsOfEach(
  ctx: Ctx,
  userIds: readonly Id[],
  page: Page,
): Promise<Map<Id, Slice<User>>> {
  const rows = await ctx.db.page(endorsementsForEach, page, userIds, ctx.viewer?.id ?? null);
  return peopleSlices(ctx, page, userIds, rows);
}
