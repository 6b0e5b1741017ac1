// Hashtags.

import { tagFeeds } from '../../feed/tag.ts';
import { type TagDay as DomainTagDay, tagHistory } from '../../post/tag-history.ts';
import { builder } from '../kit/builder.ts';
import { loadConnection, pageArguments, paged, readPage } from '../kit/connection.ts';
import { globalId, Node } from '../kit/node.ts';
import { FeaturedTag, PostConnection, Tag } from './refs.ts';

const TagDay = builder.objectRef<DomainTagDay>('TagDay').implement({
  description: 'How a hashtag was used on one day.',
  fields: (t) => ({
    day: t.field({ type: 'Date', resolve: ({ day }) => day.toISOString().slice(0, 10) }),
    uses: t.exposeInt('uses'),
    people: t.int({ resolve: ({ accounts }) => accounts }),
  }),
});

Tag.implement({
  description: 'A hashtag; also one that nobody has used yet.',
  interfaces: [Node],
  fields: (t) => ({
    id: t.id({ resolve: (tag) => globalId('Tag', tag.name) }),
    name: t.exposeString('name', { description: 'Normalised: what lookups use.' }),
    display: t.exposeString('display', { description: 'As it was first written.' }),
    url: t.string({
      resolve: (tag, _args, { ctx }) => `${ctx.tenant.origin}/tags/${encodeURIComponent(tag.name)}`,
    }),
    following: t.exposeBoolean('following', { description: 'By the viewer.' }),
    featuring: t.exposeBoolean('featuring', { description: "On the viewer's profile." }),
    history: t.field({
      type: [TagDay],
      description: 'The last seven days, today first.',
      extensions: { size: 7 },
      resolve: async (tag, _args, { ctx, by }) => {
        if (tag.id === null) return [];
        return (await by('tag history', (ids) => tagHistory(ctx, ids)).load(tag.id)) ?? [];
      },
    }),
    posts: t.field({
      type: PostConnection,
      description: 'Public posts with it.',
      args: { ...pageArguments(), onlyMedia: t.arg.boolean() },
      extensions: paged('read:statuses'),
      resolve: (tag, args, { ctx, by }) => {
        const page = readPage(args);
        const onlyMedia = args.onlyMedia ?? false;
        const feeds = by(`tag posts ${JSON.stringify([page, onlyMedia])}`, (names) =>
          tagFeeds(ctx, names, page, { onlyMedia }),
        );
        return loadConnection(feeds, tag.name, page);
      },
    }),
  }),
});

FeaturedTag.implement({
  description: 'A hashtag somebody shows on the profile.',
  fields: (t) => ({
    name: t.exposeString('name'),
    display: t.exposeString('display'),
    postCount: t.exposeInt('postCount', { description: 'Public posts of that person with it.' }),
    lastPostOn: t.expose('lastPostOn', { type: 'Date', nullable: true }),
  }),
});
