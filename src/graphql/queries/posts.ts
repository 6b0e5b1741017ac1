// One post, and searching.

import { popularTags } from '../../post/popular-tag.ts';
import { tagByName } from '../../post/tag.ts';
import { searchPosts } from '../../search/posts.ts';
import { searchTags } from '../../search/tags.ts';
import { nullIfNotFound } from '../kit/absent.ts';
import { builder } from '../kit/builder.ts';
import { listed, pageArguments, paged, rankedArguments, rankedConnection } from '../kit/connection.ts';
import { keyOf, readId } from '../kit/node.ts';
import { Post, PostConnection, Tag, TagConnection } from '../types/refs.ts';

builder.queryFields((t) => ({
  post: t.field({
    type: Post,
    nullable: true,
    description: 'One post; null: there is none that the viewer may see.',
    args: { id: t.arg.id({ required: true }) },
    extensions: { scope: 'read:statuses' },
    resolve: (_root, { id }, { posts }) => {
      const key = keyOf('Post', id);
      return key === undefined ? null : posts.load(key);
    },
  }),
  posts: t.field({
    type: PostConnection,
    nullable: true,
    description: 'Posts with these words, the newest first.',
    args: {
      ...pageArguments(),
      search: t.arg.string({ required: true, description: 'Words, "phrases", -without.' }),
      authorId: t.arg.id({ description: 'Only by this person.' }),
    },
    extensions: paged('read:search'),
    resolve: (_root, { search, authorId, ...args }, { ctx }) => {
      const by = authorId == null ? undefined : readId('User', authorId);
      return listed(args, (page) => searchPosts(ctx, search, page, { authorId: by }));
    },
  }),
  tag: t.field({
    type: Tag,
    nullable: true,
    description: 'A hashtag, in any spelling, also one nobody has used; null: it is no hashtag.',
    args: { name: t.arg.string({ required: true }) },
    resolve: (_root, { name }, { ctx }) => nullIfNotFound(() => tagByName(ctx, name)),
  }),
  tags: t.field({
    type: TagConnection,
    nullable: true,
    description: 'Hashtags that begin with `search`, the most used first.',
    args: { ...rankedArguments(), search: t.arg.string({ required: true }) },
    extensions: paged('read:search'),
    resolve: (_root, { search, ...args }, { ctx }) =>
      rankedConnection(args, (ranks) => searchTags(ctx, search, ranks)),
  }),
  popularTags: t.field({
    type: TagConnection,
    nullable: true,
    description: 'The hashtags of most people in the last seven days; at most a hundred.',
    args: rankedArguments(),
    extensions: paged(null),
    resolve: (_root, args, { ctx }) => rankedConnection(args, (ranks) => popularTags(ctx, ranks)),
  }),
}));
