// The answer of every list of statuses: the page as JSON, its neighbours in the Link header.

import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Ctx } from '../context.ts';
import type { FeedSlice } from '../feed/slice.ts';
import { statusesJson } from './entities/status.ts';
import { linkPages } from './kit/pagination.ts';

/** Links the pages around a feed's page and gives its statuses. */
export function statusPage(
  ctx: Ctx,
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  feed: FeedSlice,
): Promise<string> {
  linkPages(request, reply, feed);
  return statusesJson(ctx, feed.items, feed.originals);
}
