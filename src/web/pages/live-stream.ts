// One member's event stream: greeted with what they have missed, then told what the hub has for them.

import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Access, Ctx, Viewer } from '../../context.ts';
import { communityFeed } from '../../feed/community.ts';
import { homeFeed } from '../../feed/home.ts';
import type { FeedSlice } from '../../feed/slice.ts';
import type { LiveEvent, Newer } from '../../http/live/event.ts';
import type { LiveStream } from '../../http/live/room.ts';
import { openEvents } from '../../http/live/sse.ts';
import type { Hub } from '../../http/live.ts';
import { unreadCount } from '../../notification/inbox.ts';
import type { Page } from '../../utils/cursor.ts';
import { isId } from '../../utils/id.ts';
import { liveEnds, liveEvents } from '../../utils/metrics.ts';

/** How far newer posts are counted. */
const MOST_NEWER = 40;
/** Milliseconds a reader waits before it comes again, when nothing has been said. */
const RETRY = 3000;
/** Milliseconds over which the readers of an ended process come back. */
const SPREAD = 5000;

export interface Signed {
  readonly ctx: Ctx;
  readonly viewer: Viewer;
  readonly access: Access;
}

/** Begins the stream. It joins first and looks then: what happens in between is told after the greeting. */
export async function listen(
  hub: Hub,
  signed: Signed,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  let leave = () => {};
  const writer = openEvents(reply, () => leave());
  const held: LiveEvent[] = [];
  let greeted = false;
  const say = ({ event, data }: LiveEvent) => {
    liveEvents.inc({ event });
    if (!writer.write(event, data)) leave();
  };
  const stream: LiveStream = {
    id: randomBytes(16).toString('base64url'),
    viewerId: signed.viewer.id,
    sessionId: signed.access.sessionId,
    send: (event) => void (greeted ? say(event) : held.push(event)),
    beat: () => void (writer.beat() || leave()),
    end(reason) {
      leave();
      liveEnds.inc({ reason });
      writer.retry(RETRY + Math.round(Math.random() * SPREAD));
      writer.write('end', { reason });
      writer.end();
    },
  };
  writer.retry(RETRY);
  leave = hub.join(signed.ctx, stream);
  try {
    say({ event: 'hello', data: { stream: stream.id, ...(await caughtUp(signed.ctx, request)) } });
    greeted = true;
    for (const event of held) say(event);
  } catch (error) {
    request.log.warn({ err: error }, 'a live stream could not begin');
    stream.end('gap');
  }
}

async function caughtUp(ctx: Ctx, request: FastifyRequest) {
  const query = request.query as Record<string, unknown>;
  return {
    unread: await unreadCount(ctx),
    home: await newer(query.home, (page) => homeFeed(ctx, page)),
    community: await newer(query.community, (page) => communityFeed(ctx, page)),
  };
}

/** The posts that came after the one that a page shows first; null when it shows none. */
async function newer(since: unknown, read: (page: Page) => Promise<FeedSlice>): Promise<Newer | null> {
  if (!isId(since)) return null;
  const { items } = await read({ limit: MOST_NEWER, sinceId: since });
  return { since, newer: items.map(({ id }) => id) };
}
