// Which posts belong into a home feed: one rule for filling it (`wanted`), one for showing it
// (`shownAtHome`). The second is asked of every entry again, so what was filled in too much is never seen.

import { shownAuthor } from '../user/hidden.ts';
import { visibleAlone } from '../user/visibility.ts';
import { ifEver } from '../utils/db/ever.ts';

/** Feeds are filled for people seen within this many days; see `trim.ts`. */
export const ACTIVE_DAYS = 30;

/**
 * The condition that a follow (alias of `tenant.follow`) takes a post of its followee: reposts and
 * languages as chosen, a comment only if it answers the author, the follower or somebody they follow, a
 * direct post only if it mentions them.
 */
export function wanted(post: string, follow: string): string {
  const language = `coalesce(${post}.language,
    (select w_original.language from tenant.post w_original where w_original.id = ${post}.repost_of_id))`;
  return `(
    (${post}.repost_of_id is null or ${follow}.show_reposts)
    and (${follow}.languages is null or ${language} is null or ${language} = any(${follow}.languages))
    and (${post}.parent_author_id is null
      or ${post}.parent_author_id in (${post}.author_id, ${follow}.follower_id)
      or (select true from tenant.follow w_parent
          where w_parent.follower_id = ${follow}.follower_id and w_parent.followee_id = ${post}.parent_author_id))
    and (${post}.visibility <> 'direct'
      or (select true from tenant.post_mention w_mention
          where w_mention.post_id = ${post}.id and w_mention.user_id = ${follow}.follower_id)))`;
}

/**
 * The condition that `viewer` sees `post` at home now: own or followed, visible, its author not hidden.
 * The original of a repost is judged when it is read (`shownOriginals` of `slice.ts`): asking here would
 * make every read of the feed pay for the tables of a second post.
 */
export function shownAtHome(post: string, viewer: string, authorState: string): string {
  return `((${post}.author_id = ${viewer}::bigint
      or ((${followed(post, viewer)} or ${taggedFor(post, viewer)}) and ${shownAuthor(`${post}.author_id`, viewer)}))
    and ${visibleAlone(post, viewer, authorState)})`;
}

/** The condition that `post` is no repost, or one of somebody `viewer` neither blocks nor mutes. */
export function shownOriginal(post: string, viewer: string): string {
  return `(${post}.repost_of_id is null or (
    select ${shownAuthor('s_original.author_id', viewer)} from tenant.post s_original
    where s_original.id = ${post}.repost_of_id))`;
}

/** The condition that `viewer` follows the author of `post`, and its reposts if it is one. */
export function followed(post: string, viewer: string): string {
  return `(select f_author.show_reposts or ${post}.repost_of_id is null from tenant.follow f_author
    where f_author.follower_id = ${viewer}::bigint and f_author.followee_id = ${post}.author_id)`;
}

/** The condition that `post` is public and carries a tag `viewer` follows. */
export function taggedFor(post: string, viewer: string): string {
  return ifEver('tagFollows', viewer, {
    asked: `(${post}.visibility = 'public' and ${post}.tags <> '{}' and (
      select true from tenant.post_tag f_carried
      join tenant.tag_follow f_tag on f_tag.tag_id = f_carried.tag_id and f_tag.user_id = ${viewer}::bigint
      where f_carried.post_id = ${post}.id limit 1))`,
    otherwise: false,
  });
}
