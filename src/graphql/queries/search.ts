// Searching everything at once, as a search box does.

import { type Found, searchAll } from '../../search/all.ts';
import { LIMITS } from '../engine/limits.ts';
import { builder } from '../kit/builder.ts';
import { readFirst } from '../kit/connection.ts';
import { Post, Tag, User } from '../types/refs.ts';

const SearchResult = builder.objectRef<Found>('SearchResult').implement({
  description: 'The best of each kind; `users`, `posts` and `tags` of the query page further.',
  fields: (t) => ({
    users: t.field({ type: [User], extensions: { size: 20 }, resolve: (found) => found.users }),
    posts: t.field({ type: [Post], extensions: { size: 20 }, resolve: (found) => found.posts }),
    tags: t.field({ type: [Tag], extensions: { size: 20 }, resolve: (found) => found.tags }),
  }),
});

builder.queryFields((t) => ({
  search: t.field({
    type: SearchResult,
    nullable: true,
    description: 'People, posts and hashtags; a web address of this community finds what it shows.',
    args: {
      query: t.arg.string({ required: true }),
      first: t.arg.int({ defaultValue: 10, description: `Of each kind; 1 to ${LIMITS.page}.` }),
    },
    extensions: { scope: 'read:search' },
    resolve: (_root, { query, first }, { ctx }) => searchAll(ctx, query, { limit: readFirst(first) }),
  }),
}));
