// For whom a live event is. Given posts and the people connected to this process, one statement per kind of
// event decides who hears of what, by the rules of the feeds and of visibility; its number does not grow with
// people or posts. The caller sends only what comes back.

import type { Ctx } from '../context.ts';
import { notBlockedBy, shownAuthor } from '../user/hidden.ts';
import { visibleAlone, visiblePost } from '../user/visibility.ts';
import { type Statement, statement } from '../utils/db/statement.ts';
import type { Id } from '../utils/id.ts';
import { shownAtHome, wanted } from './rule.ts';

/** Somebody may hear of a post. */
export interface Told {
  readonly viewerId: Id;
  readonly postId: Id;
  /** The viewer wrote it. */
  readonly own: boolean;
}

/** Somebody who has a post on show, or one above it. */
export interface Watcher {
  readonly viewerId: Id;
  readonly postId: Id;
}

const TOLD = 'v.id as "viewerId", p.id as "postId", p.author_id = v.id as own';
const EVERYBODY = `unnest($1::bigint[]) v(id) cross join unnest($2::bigint[]) about(id)
  join tenant.post p on p.id = about.id join tenant.user a on a.id = p.author_id`;
const WATCHERS = `unnest($1::bigint[], $2::bigint[]) v(id, post_id) join tenant.post p on p.id = v.post_id`;

// An entry says that the post was wanted when it came; authors with very many followers have none. Relies on
// the primary keys of feed_entry and follow.
const home = statement<Told>(
  'audience-home',
  `select ${TOLD} from ${EVERYBODY}
   where ((select true from tenant.feed_entry e where e.user_id = v.id and e.post_id = p.id)
       or (a.feed_pull and (select ${wanted('p', 'f')} from tenant.follow f
           where f.follower_id = v.id and f.followee_id = p.author_id)))
     and ${shownAtHome('p', 'v.id', 'a.state')}
     and (p.repost_of_id is null or (
       select ${visibleAlone('o', 'v.id')} and ${shownAuthor('o.author_id', 'v.id')}
       from tenant.post o where o.id = p.repost_of_id))`,
);

const community = statement<Told>(
  'audience-community',
  `select ${TOLD} from ${EVERYBODY}
   where p.visibility = 'public' and p.repost_of_id is null and p.parent_id is null
     and ${visibleAlone('p', 'v.id', 'a.state')} and ${shownAuthor('p.author_id', 'v.id')}`,
);

const thread = statement<Told>(
  'audience-thread',
  `select ${TOLD} from ${WATCHERS} where ${visiblePost('p', 'v.id')} and ${shownAuthor('p.author_id', 'v.id')}`,
);

/** What can be said of a post that somebody has on show. */
export interface Shown extends Watcher {
  readonly version: number;
  readonly likes: number;
  readonly reposts: number;
  readonly comments: number;
}

const shown = statement<Shown>(
  'audience-shown',
  `select v.id as "viewerId", p.id as "postId", p.version,
          p.like_count as likes, p.repost_count as reposts, p.comment_count as comments
   from ${WATCHERS} where ${visiblePost('p', 'v.id')}`,
);

const parted = statement<{ viewerId: Id; authorId: Id }>(
  'audience-parted',
  `select v.id as "viewerId", v.author_id as "authorId" from unnest($1::bigint[], $2::bigint[]) v(id, author_id)
   where not ${notBlockedBy('v.author_id', 'v.id')}`,
);

/** Whose home feed shows these posts. */
export const homeAudience = (ctx: Ctx, viewerIds: readonly Id[], postIds: readonly Id[]) =>
  asked(ctx, home, viewerIds, postIds);

/** To whom the community feed shows these posts. */
export const communityAudience = (ctx: Ctx, viewerIds: readonly Id[], postIds: readonly Id[]) =>
  asked(ctx, community, viewerIds, postIds);

/** Which of these pairs of a viewer and a comment they may hear of hold. */
export const threadAudience = (ctx: Ctx, pairs: readonly Watcher[]) => asked(ctx, thread, ...columns(pairs));

/**
 * The present counts of posts on show, for those of these viewers who may still see them. Muted authors are
 * among them, as when a post is opened by its address.
 */
export const shownPosts = (ctx: Ctx, pairs: readonly Watcher[]) => asked(ctx, shown, ...columns(pairs));

/** Those of these pairs whose author blocks the viewer: of a deleted post nothing more can be asked. */
export const partedPairs = (ctx: Ctx, pairs: readonly { viewerId: Id; authorId: Id }[]) =>
  asked(
    ctx,
    parted,
    pairs.map((pair) => pair.viewerId),
    pairs.map((pair) => pair.authorId),
  );

const columns = (pairs: readonly Watcher[]) =>
  [pairs.map((pair) => pair.viewerId), pairs.map((pair) => pair.postId)] as const;

/** Nobody and nothing need no statement. */
async function asked<Row>(
  ctx: Ctx,
  text: Statement<Row>,
  first: readonly Id[],
  second: readonly Id[],
): Promise<Row[]> {
  return first.length === 0 || second.length === 0 ? [] : ctx.db.rows(text, first, second);
}
