// The link between a post and the hashtags in it, and the counts of its author's featured tags.

import type { Tx } from '../context.ts';
import { statement } from '../utils/db/statement.ts';
import type { Id } from '../utils/id.ts';

/** A hashtag: `name` is normalised, `display` as spelled. */
export interface TagName {
  readonly name: string;
  readonly display: string;
}

export interface TaggedPost {
  readonly postId: Id;
  readonly authorId: Id;
  /** Public and unlisted posts count for the author's featured tags. */
  readonly counted: boolean;
}

// In the order of their names, so that two posts with the same new tags wait for each other in one order.
const insertTags = statement(
  'insert-tags',
  `insert into tenant.tag (name, display)
   select given.name, given.display from unnest($1::text[], $2::text[]) as given (name, display)
   where (select true from tenant.tag known where known.name = given.name) is null
   order by given.name
   on conflict (name) do nothing`,
);

const insertLinks = statement(
  'link-tags',
  `with linked as (
     insert into tenant.post_tag (tag_id, post_id)
     select t.id, $1 from tenant.tag t where t.name = any($2::text[])
     on conflict do nothing returning tag_id)
   update tenant.featured_tag f set post_count = post_count + 1, last_post_on = (now() at time zone 'utc')::date
   from linked where f.user_id = $3 and f.tag_id = linked.tag_id and $4`,
);

const removeLinks = statement(
  'unlink-tags',
  `with gone as (
     delete from tenant.post_tag pt using tenant.tag t
     where pt.post_id = $1 and t.id = pt.tag_id and t.name <> all($2::text[]) returning pt.tag_id)
   update tenant.featured_tag f set post_count = greatest(0, post_count - 1)
   from gone where f.user_id = $3 and f.tag_id = gone.tag_id and $4`,
);

/** Makes tags nobody has used yet; the first spelling is the one shown. */
export async function ensureTags(tx: Pick<Tx, 'db'>, tags: readonly TagName[]): Promise<void> {
  await tx.db.change(
    insertTags,
    tags.map((tag) => tag.name),
    tags.map((tag) => tag.display),
  );
}

/** Links a post to its tags, making those that are new. Repeating changes nothing. */
export async function linkTags(tx: Tx, post: TaggedPost, tags: readonly TagName[]): Promise<void> {
  if (tags.length === 0) return;
  await ensureTags(tx, tags);
  const names = tags.map((tag) => tag.name);
  await tx.db.change(insertLinks, post.postId, names, post.authorId, post.counted);
}

/** Removes a post's links to all tags but `kept`. */
export async function unlinkTags(tx: Tx, post: TaggedPost, kept: readonly TagName[]): Promise<void> {
  const names = kept.map((tag) => tag.name);
  await tx.db.change(removeLinks, post.postId, names, post.authorId, post.counted);
}
