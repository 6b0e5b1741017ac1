// What a person's posts are like when they do not say otherwise.

import type { Ctx } from '../context.ts';
import type { Visibility } from '../user/profile.ts';
import { statement } from '../utils/db/statement.ts';
import { unauthenticated } from '../utils/error.ts';
import type { Id } from '../utils/id.ts';

export interface AuthorDefaults {
  readonly visibility: Visibility;
  readonly sensitive: boolean;
  readonly language: string;
}

// Who chose nothing posts to everybody, or to followers if they must be approved.
const findDefaults = statement<AuthorDefaults>(
  'author-defaults',
  `select coalesce(default_visibility, case when locked then 'followers' else 'public' end) as visibility,
          default_sensitive as sensitive, coalesce(default_language, locale) as language
   from tenant.user where id = $1`,
);

/** The author's usual visibility, sensitivity and language. */
export async function authorDefaults(ctx: Ctx, authorId: Id): Promise<AuthorDefaults> {
  const defaults = await ctx.db.row(findDefaults, authorId);
  if (defaults === undefined) throw unauthenticated();
  return defaults;
}
