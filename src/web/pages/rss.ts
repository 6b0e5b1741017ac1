// Feeds for readers: of a person, a tag, the community. Always as a visitor sees them, and of public posts alone.

import type { FastifyReply, FastifyRequest } from 'fastify';
import { accountFeed } from '../../feed/account.ts';
import { communityFeed } from '../../feed/community.ts';
import type { FeedSlice } from '../../feed/slice.ts';
import { tagFeed } from '../../feed/tag.ts';
import { authorsOf } from '../../post/authors.ts';
import { tagByName } from '../../post/tag.ts';
import { openProfileNamed } from '../../user/open-profile.ts';
import { excerpt } from '../../utils/text/excerpt.ts';
import { fullName } from '../components/share-card.ts';
import { tagPath } from '../components/tag-row.tsx';
import { iconAddress } from '../kit/install.ts';
import type { WebApp } from '../kit/page.ts';
import { sendPlain } from '../kit/plain-answer.ts';
import { postRss, type RssChannel } from '../kit/post-rss.ts';
import { makeView } from '../kit/send.tsx';
import { followChanges, sharedView } from '../kit/view-cache.ts';
import { openVisitor, type Visit } from '../kit/visit.ts';

const LIMIT = 20;
const KEEP = 60;

export const rssPages = ({ fastify, deployment }: WebApp): void => {
  const feed = (path: string, write: (visit: Visit) => Promise<string>) =>
    fastify.get(path, async (request: FastifyRequest, reply: FastifyReply) => {
      const visit = await openVisitor(deployment, request, reply);
      followChanges(deployment.bus, visit.ctx.tenant);
      const view = await sharedView(visit, async () => makeView(await write(visit), false));
      return sendPlain(request, reply, {
        type: 'application/rss+xml',
        text: view!.markup,
        etag: view!.etag,
        keep: KEEP,
      });
    });
  feed('/@:name.rss', personRss);
  feed('/tags/:name.rss', tagRss);
  feed('/community.rss', communityRss);
};

async function personRss(visit: Visit): Promise<string> {
  const { ctx, t } = visit;
  const user = await openProfileNamed(ctx, visit.param('name'));
  const { profile, username } = user;
  const posts = await accountFeed(
    ctx,
    user.id,
    { limit: LIMIT },
    { excludeReplies: true, excludeReposts: true },
  );
  const channel = {
    title: fullName(visit, user),
    description:
      excerpt(profile.bio, 280) || t('share.profile-feed', { name: profile.displayName || username }),
    path: `/@${username}`,
    image: profile.avatar?.staticUrl ?? '/assets/avatar.png',
  };
  return write(visit, channel, posts);
}

async function tagRss(visit: Visit): Promise<string> {
  const { ctx, t } = visit;
  const { name, display } = await tagByName(ctx, visit.param('name'));
  const { settings } = ctx.tenant;
  const channel = {
    title: `#${display} · ${settings.name}`,
    description: t('share.tag-feed', { tag: `#${display}` }),
    path: tagPath(name),
    image: iconAddress(settings, '192'),
  };
  return write(visit, channel, await tagFeed(ctx, name, { limit: LIMIT }));
}

async function communityRss(visit: Visit): Promise<string> {
  const { ctx, t } = visit;
  const { settings } = ctx.tenant;
  const channel = {
    title: settings.name,
    description: settings.description || t('share.community-feed', { community: settings.name }),
    path: '/community',
    image: iconAddress(settings, '192'),
  };
  return write(visit, channel, await communityFeed(ctx, { limit: LIMIT }));
}

async function write(visit: Visit, channel: RssChannel, feed: FeedSlice): Promise<string> {
  const authors = await authorsOf(visit.ctx, feed.items, feed.originals);
  const items = feed.items.flatMap((post) => {
    const author = authors.get(post.authorId);
    return author === undefined || post.visibility !== 'public' ? [] : [{ post, author }];
  });
  return postRss(visit, channel, items);
}
