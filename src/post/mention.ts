// The people a text names with `@username`.

import type { Ctx, Tx } from '../context.ts';
import { notBlocked, notBlockedBy } from '../user/hidden.ts';
import { statement } from '../utils/db/statement.ts';
import type { Id } from '../utils/id.ts';

export interface Mention {
  readonly id: Id;
  readonly username: string;
}

const mentionable = statement<Mention>(
  'mentionable',
  `select u.id, u.username from tenant.user u
   where lower(u.username) = any($1::text[]) and u.state = 'active'
     and ${notBlocked('u.id', '$2')} and ${notBlockedBy('u.id', '$2')}
   order by u.id`,
);

const insertMentions = statement(
  'insert-mentions',
  `insert into tenant.post_mention (post_id, user_id) select $1, unnest($2::bigint[]) on conflict do nothing`,
);

const removeMentions = statement(
  'remove-mentions',
  'delete from tenant.post_mention where post_id = $1 and user_id <> all($2::bigint[])',
);

/** Who of the named people can be mentioned by the author: those there, without a block either way. */
export async function findMentions(ctx: Ctx, authorId: Id, usernames: readonly string[]): Promise<Mention[]> {
  if (usernames.length === 0) return [];
  const lower = usernames.map((name) => name.toLowerCase());
  return ctx.db.rows(mentionable, lower, authorId);
}

/** Makes a post's mentions exactly these. Who is no longer mentioned loses sight of a direct post. */
export async function replaceMentions(tx: Tx, postId: Id, mentions: readonly Mention[]): Promise<void> {
  const ids = mentions.map(({ id }) => id);
  await tx.db.change(removeMentions, postId, ids);
  if (ids.length > 0) await tx.db.change(insertMentions, postId, ids);
}
