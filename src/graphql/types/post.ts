// Posts and comments: a comment is a post with a parent, a repost is a post with an original.

import { ancestorsOf } from '../../feed/ancestors.ts';
import { commentsOf } from '../../feed/comments.ts';
import { type PostVersion as DomainPostVersion, editsOfEach } from '../../post/history.ts';
import { likersOfEach } from '../../post/like.ts';
import type { Post as DomainPost } from '../../post/post.ts';
import { repostersOfEach } from '../../post/repost.ts';
import { builder } from '../kit/builder.ts';
import { loadConnection, pageArguments, paged, readPage } from '../kit/connection.ts';
import { globalId, Node } from '../kit/node.ts';
import { commentConnection, commentPage } from './comments.ts';
import { Media, Post, PostConnection, User, UserConnection } from './refs.ts';

export const Visibility = builder.enumType('Visibility', {
  description: 'Who may see a post.',
  values: {
    PUBLIC: { value: 'public', description: 'Everybody; it is in the public feeds.' },
    UNLISTED: { value: 'unlisted', description: 'Everybody; it is in no public feed.' },
    FOLLOWERS: { value: 'followers', description: "The author's followers and who is mentioned." },
    DIRECT: { value: 'direct', description: 'Who is mentioned.' },
  } as const,
});

const CommentOrder = builder.enumType('CommentOrder', {
  description: 'How comments are ordered.',
  values: { OLDEST: { value: 'oldest' }, NEWEST: { value: 'newest' } } as const,
});

const Mention = builder.objectRef<DomainPost['body']['mentions'][number]>('Mention').implement({
  description: 'Somebody named in a post.',
  fields: (t) => ({
    username: t.exposeString('username'),
    user: t.field({
      type: User,
      nullable: true,
      description: 'Null: no longer to be seen.',
      resolve: (mention, _args, { users }) => users.load(mention.id),
    }),
  }),
});

const PostTag = builder.objectRef<DomainPost['body']['tags'][number]>('PostTag').implement({
  description: 'A hashtag as a post spells it.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'What `tag(name)` takes.' }),
    display: t.exposeString('display', { description: 'As written.' }),
  }),
});

const PostVersion = builder.objectRef<DomainPostVersion>('PostVersion').implement({
  description: 'A post as it was for a time.',
  fields: (t) => ({
    writtenAt: t.expose('writtenAt', { type: 'DateTime' }),
    html: t.exposeString('html'),
    spoilerText: t.exposeString('spoilerText'),
    sensitive: t.exposeBoolean('sensitive'),
    media: t.field({ type: [Media], extensions: { size: 4 }, resolve: (version) => version.media }),
  }),
});

const App = builder.objectRef<NonNullable<DomainPost['body']['app']>>('App').implement({
  description: 'What a post was written with.',
  fields: (t) => ({
    name: t.exposeString('name'),
    website: t.exposeString('website', { nullable: true }),
  }),
});

Post.implement({
  description: 'A post, a comment (it has a parent) or a repost (it has `repostOf` and no text).',
  interfaces: [Node],
  fields: (t) => ({
    id: t.id({ resolve: (post) => globalId('Post', post.id) }),
    restId: t.exposeID('id', { description: 'The id that the REST API uses.' }),
    url: t.string({
      nullable: true,
      description: 'The page of the post.',
      resolve: async (post, _args, { ctx, users }) => {
        const author = await users.load(post.authorId);
        return author === undefined ? null : `${ctx.tenant.origin}/@${author.username}/${post.id}`;
      },
    }),
    author: t.field({
      type: User,
      nullable: true,
      description: 'Null only if the author went this moment.',
      resolve: (post, _args, { users }) => users.load(post.authorId),
    }),
    createdAt: t.field({ type: 'DateTime', resolve: (post) => post.body.createdAt }),
    editedAt: t.field({ type: 'DateTime', nullable: true, resolve: (post) => post.body.editedAt }),
    text: t.string({ description: 'As written.', resolve: (post) => post.body.text }),
    html: t.string({ description: 'The text as safe HTML.', resolve: (post) => post.body.html }),
    spoilerText: t.string({
      description: 'A content warning; may be empty.',
      resolve: (post) => post.body.spoilerText,
    }),
    sensitive: t.boolean({
      description: 'Hide media behind a warning.',
      resolve: (post) => post.body.sensitive,
    }),
    language: t.string({ nullable: true, resolve: (post) => post.body.language }),
    visibility: t.expose('visibility', { type: Visibility }),
    likeCount: t.exposeInt('likeCount'),
    repostCount: t.exposeInt('repostCount'),
    commentCount: t.exposeInt('commentCount'),
    viewCount: t.exposeInt('viewCount', { description: 'How many people have seen it.' }),
    liked: t.exposeBoolean('liked', { description: 'By the viewer, as the next four.' }),
    reposted: t.exposeBoolean('reposted'),
    bookmarked: t.exposeBoolean('bookmarked'),
    pinned: t.exposeBoolean('pinned'),
    threadMuted: t.boolean({
      description: 'Its thread notifies the viewer no more.',
      resolve: (post) => post.muted,
    }),
    media: t.field({ type: [Media], extensions: { size: 4 }, resolve: (post) => post.body.media }),
    mentions: t.field({ type: [Mention], extensions: { size: 5 }, resolve: (post) => post.body.mentions }),
    tags: t.field({ type: [PostTag], extensions: { size: 5 }, resolve: (post) => post.body.tags }),
    app: t.field({ type: App, nullable: true, resolve: (post) => post.body.app }),
    repostOf: t.field({
      type: Post,
      nullable: true,
      description: 'The original of a repost.',
      resolve: (post, _args, { posts }) => (post.repostOfId === null ? null : posts.load(post.repostOfId)),
    }),
    parent: t.field({
      type: Post,
      nullable: true,
      description: 'What a comment answers; null also if the viewer may not see it.',
      resolve: (post, _args, { posts }) => (post.parentId === null ? null : posts.load(post.parentId)),
    }),
    root: t.field({
      type: Post,
      nullable: true,
      description: 'The first post of the thread.',
      resolve: (post, _args, { posts }) => posts.load(post.rootId),
    }),
    ancestors: t.field({
      type: [Post],
      description: 'What is above a comment, from the first post of its thread down; at most 40.',
      extensions: { size: 20, scope: 'read:statuses' },
      resolve: async (post, _args, { ctx, by }) => {
        if (post.parentId === null) return [];
        return (await by('ancestors', (ids) => ancestorsOf(ctx, ids)).load(post.id)) ?? [];
      },
    }),
    comments: t.field({
      type: PostConnection,
      description: 'Direct answers; each has comments of its own.',
      args: {
        first: t.arg.int({ description: 'How many; 1 to 50.' }),
        after: t.arg.string({ description: 'Only what follows this cursor.' }),
        orderBy: t.arg({ type: CommentOrder, defaultValue: 'oldest' }),
      },
      extensions: paged('read:statuses'),
      resolve: (post, args, { ctx, by, keep }) => {
        const page = commentPage(args);
        const lists = by(`comments ${JSON.stringify(page)}`, async (ids) => {
          const found = await commentsOf(ctx, ids, page);
          for (const { items } of found.values()) keep(items);
          return found;
        });
        return commentConnection(lists, post, page);
      },
    }),
    likers: t.field({
      type: UserConnection,
      description: 'Who likes it.',
      args: pageArguments(),
      extensions: paged('read:statuses'),
      resolve: (post, args, { ctx, by }) => {
        const page = readPage(args);
        const lists = by(`likers ${JSON.stringify(page)}`, (ids) => likersOfEach(ctx, ids, page));
        return loadConnection(lists, post.repostOfId ?? post.id, page, post.likeCount);
      },
    }),
    reposters: t.field({
      type: UserConnection,
      description: 'Who reposted it.',
      args: pageArguments(),
      extensions: paged('read:statuses'),
      resolve: (post, args, { ctx, by }) => {
        const page = readPage(args);
        const lists = by(`reposters ${JSON.stringify(page)}`, (ids) => repostersOfEach(ctx, ids, page));
        return loadConnection(lists, post.repostOfId ?? post.id, page, post.repostCount);
      },
    }),
    history: t.field({
      type: [PostVersion],
      description: "Every version, the first one first; today's is the last.",
      extensions: { size: 5, scope: 'read:statuses' },
      resolve: async (post, _args, { ctx, by }) =>
        (await by('history', (ids) => editsOfEach(ctx, ids)).load(post.id)) ?? [],
    }),
  }),
});
