// One turn of telling a room what is pending. The database says for whom each event is, with one statement
// per kind of event, and nothing is sent that it did not give back.

import { sessionsThatLast } from '../../auth/sessions.ts';
import type { Ctx } from '../../context.ts';
import {
  communityAudience,
  homeAudience,
  partedPairs,
  type Shown,
  shownPosts,
  threadAudience,
} from '../../feed/audience.ts';
import { unreadCounts } from '../../notification/inbox.ts';
import type { Id } from '../../utils/id.ts';
import type { Counts } from './event.ts';
import { type Pending, takeSome } from './pending.ts';
import type { LiveStream, Room } from './room.ts';

/** Pairs of a person and a post that a statement judges; more wait for the next turn. */
const MOST_PAIRS = 20_000;

/** Tells the room's streams what is pending, as far as one turn goes. What it takes is lost if it fails. */
export async function deliver(ctx: Ctx, room: Room, pending: Pending): Promise<void> {
  const most = Math.max(1, Math.floor(MOST_PAIRS / Math.max(1, room.size)));
  const suspects = takeSome(pending.access, most).flatMap((id) => room.of(id));
  await endRevoked(ctx, suspects);
  await tellFeed(ctx, room, 'community', takeSome(pending.posts, most));
  await tellFeed(ctx, room, 'home', takeSome(pending.home, most));
  await tellComments(ctx, room, pending, most);
  await tellShown(
    ctx,
    room,
    new Set(takeSome(pending.changed, most)),
    new Set(takeSome(pending.counts, most)),
  );
  await tellGone(ctx, room, pending, most);
  await tellInboxes(ctx, room, takeSome(pending.inboxes, MOST_PAIRS));
}

/** Ends those of the streams whose session is over, or whose person may not be here any more. */
export async function endRevoked(ctx: Ctx, streams: readonly LiveStream[]): Promise<void> {
  if (streams.length === 0) return;
  const lasting = await sessionsThatLast(ctx, [...new Set(streams.map((stream) => stream.sessionId))]);
  for (const stream of streams) {
    if (!lasting.has(stream.sessionId)) stream.end('signed-out');
  }
}

async function tellFeed(
  ctx: Ctx,
  room: Room,
  event: 'home' | 'community',
  postIds: readonly Id[],
): Promise<void> {
  const audience = event === 'home' ? homeAudience : communityAudience;
  for (const { viewerId, postId, own } of await audience(ctx, room.viewerIds(), postIds)) {
    for (const stream of room.of(viewerId)) stream.send({ event, data: { id: postId, own } });
  }
}

/** Who shows the thread's first post or the one answered hears of a comment. */
async function tellComments(ctx: Ctx, room: Room, pending: Pending, most: number): Promise<void> {
  const comments = new Map([...pending.comments].slice(0, most));
  for (const id of comments.keys()) pending.comments.delete(id);
  const streamsOf = (id: Id, viewerId: Id) => {
    const { rootId, parentId } = comments.get(id)!;
    return new Set([rootId, parentId].flatMap((postId) => room.showing({ viewerId, postId })));
  };
  const pairs = [...comments].flatMap(([postId, { rootId, parentId }]) => {
    const viewers = new Set(room.watchers([rootId, parentId]).map((watcher) => watcher.viewerId));
    return [...viewers].map((viewerId) => ({ viewerId, postId }));
  });
  for (const { viewerId, postId: id, own } of await threadAudience(ctx, pairs)) {
    const { rootId: root, parentId: parent } = comments.get(id)!;
    for (const stream of streamsOf(id, viewerId)) {
      stream.send({ event: 'thread', data: { id, root, parent, own } });
    }
  }
}

async function tellShown(
  ctx: Ctx,
  room: Room,
  changed: ReadonlySet<Id>,
  counts: ReadonlySet<Id>,
): Promise<void> {
  for (const row of await shownPosts(ctx, room.watchers([...changed, ...counts]))) {
    const { postId: id, version } = row;
    for (const stream of room.showing(row)) {
      if (changed.has(id)) stream.send({ event: 'post', data: { id, changed: true, version } });
      if (counts.has(id)) stream.send({ event: 'counts', data: countsOf(row) });
    }
  }
}

/** The counts of a post as they go out. */
export const countsOf = ({ postId: id, likes, reposts, comments, version }: Shown): Counts => ({
  id,
  likes,
  reposts,
  comments,
  version,
});

/** They had it on show, so they could see it; whom the author blocks since learns nothing more. */
async function tellGone(ctx: Ctx, room: Room, pending: Pending, most: number): Promise<void> {
  const gone = new Map([...pending.gone].slice(0, most));
  for (const id of gone.keys()) pending.gone.delete(id);
  const watchers = room.watchers(gone.keys());
  const pairs = watchers.map(({ viewerId, postId }) => ({ viewerId, authorId: gone.get(postId)! }));
  const parted = new Set(
    (await partedPairs(ctx, pairs)).map(({ viewerId, authorId }) => `${viewerId} ${authorId}`),
  );
  for (const watcher of watchers) {
    if (parted.has(`${watcher.viewerId} ${gone.get(watcher.postId)}`)) continue;
    for (const stream of room.showing(watcher)) {
      stream.send({ event: 'post', data: { id: watcher.postId, gone: true } });
    }
  }
}

async function tellInboxes(ctx: Ctx, room: Room, userIds: readonly Id[]): Promise<void> {
  const here = userIds.filter((id) => room.of(id).length > 0);
  if (here.length === 0) return;
  for (const [userId, unread] of await unreadCounts(ctx, here)) {
    for (const stream of room.of(userId)) stream.send({ event: 'notification', data: { unread } });
  }
}
