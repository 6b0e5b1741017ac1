// The Status entity. Timelines are made of it, so what changes only with the post's version is serialised
// once per version; counts, the viewer's marks and the account follow. `statusEntity` and `statusJson`
// say the same.

import { Type } from 'typebox';
import type { Ctx } from '../../context.ts';
import { authorsOf } from '../../post/authors.ts';
import { type Post, postsWithOriginals } from '../../post/post.ts';
import type { User } from '../../user/user.ts';
import { notFound } from '../../utils/error.ts';
import type { Id } from '../../utils/id.ts';
import { ACCOUNT, accountEntity, accountJson } from './account.ts';
import { MEDIA_ATTACHMENT } from './media-attachment.ts';
import { MENTION } from './mention.ts';
import { bodyJson, bodyPart } from './status-body.ts';
import { STATUS_TAG } from './tag.ts';
import { visibilityEntity } from './visibility.ts';

const NULLABLE_STRING = Type.Union([Type.String(), Type.Null()]);

/** For the reference page. */
export const STATUS = Type.Object(
  {
    id: Type.String(),
    uri: Type.String(),
    url: Type.String(),
    created_at: Type.String(),
    edited_at: NULLABLE_STRING,
    account: ACCOUNT,
    content: Type.String({ description: 'HTML; empty for a reblog.' }),
    visibility: Type.String({ description: 'public, unlisted, private or direct.' }),
    sensitive: Type.Boolean(),
    spoiler_text: Type.String(),
    language: NULLABLE_STRING,
    media_attachments: Type.Array(MEDIA_ATTACHMENT),
    application: Type.Optional(Type.Object({ name: Type.String(), website: NULLABLE_STRING })),
    mentions: Type.Array(MENTION),
    tags: Type.Array(STATUS_TAG),
    emojis: Type.Array(Type.Object({})),
    in_reply_to_id: NULLABLE_STRING,
    in_reply_to_account_id: NULLABLE_STRING,
    replies_count: Type.Integer(),
    reblogs_count: Type.Integer(),
    favourites_count: Type.Integer(),
    quotes_count: Type.Integer({ description: 'There are no quotes here: 0.' }),
    quote_approval: Type.Object({
      automatic: Type.Array(Type.String()),
      manual: Type.Array(Type.String()),
      current_user: Type.String(),
    }),
    reblog: Type.Union([Type.Object({}, { additionalProperties: true }), Type.Null()]),
    poll: Type.Null(),
    card: Type.Null(),
    quote: Type.Null(),
    tagged_collections: Type.Array(Type.Object({})),
    favourited: Type.Optional(Type.Boolean({ description: 'This and the following: signed in only.' })),
    reblogged: Type.Optional(Type.Boolean()),
    muted: Type.Optional(Type.Boolean({ description: 'The thread.' })),
    bookmarked: Type.Optional(Type.Boolean()),
    pinned: Type.Optional(Type.Boolean({ description: 'Own statuses only.' })),
    filtered: Type.Optional(Type.Array(Type.Object({}))),
    text: Type.Optional(Type.String({ description: 'As typed; only in the answer to a deletion.' })),
  },
  { additionalProperties: true },
);

type Users = ReadonlyMap<Id, User>;
type Posts = ReadonlyMap<Id, Post>;

/** Posts as a JSON array, in their order; originals are taken from the map. */
export async function statusesJson(ctx: Ctx, posts: readonly Post[], originals: Posts): Promise<string> {
  const users = await authorsOf(ctx, posts, originals);
  const statuses = posts.map((post) => statusJson(ctx, post, users, originals));
  return `[${statuses.filter((json) => json !== null).join(',')}]`;
}

/** One post by id as JSON: what every action on a status answers. Not-found when the viewer may not see it. */
export async function statusByIdJson(ctx: Ctx, id: Id): Promise<string> {
  const posts = await postsWithOriginals(ctx, [id]);
  const post = posts.get(id);
  const json = post && statusJson(ctx, post, await authorsOf(ctx, [post], posts), posts);
  if (json == null) throw notFound();
  return json;
}

/** The entity as JSON; null when its author or original went away meanwhile. */
export function statusJson(ctx: Ctx, post: Post, users: Users, originals: Posts): string | null {
  const author = users.get(post.authorId);
  if (author === undefined) return null;
  const reblog = post.repostOfId === null ? 'null' : originalJson(ctx, post.repostOfId, users, originals);
  if (reblog === null) return null;
  const state = JSON.stringify(statePart(ctx, post)).slice(1, -1);
  return `${bodyJson(ctx.tenant.origin, post.body, author.username)},${state},"account":${accountJson(ctx, author)},"reblog":${reblog}}`;
}

function originalJson(ctx: Ctx, id: Id, users: Users, originals: Posts): string | null {
  const original = originals.get(id);
  return original === undefined ? null : statusJson(ctx, original, users, originals);
}

/** The entity as an object; null as in `statusJson`. */
export function statusEntity(ctx: Ctx, post: Post, users: Users, originals: Posts): object | null {
  const author = users.get(post.authorId);
  const original = post.repostOfId === null ? undefined : originals.get(post.repostOfId);
  if (author === undefined || (post.repostOfId !== null && original === undefined)) return null;
  return {
    ...bodyPart(ctx.tenant.origin, post.body, author.username),
    ...statePart(ctx, post),
    account: accountEntity(ctx, author),
    reblog: original === undefined ? null : statusEntity(ctx, original, users, originals),
  };
}

function statePart(ctx: Ctx, post: Post) {
  return {
    visibility: visibilityEntity(post.visibility),
    in_reply_to_id: post.parentId,
    in_reply_to_account_id: post.parentAuthorId,
    replies_count: post.commentCount,
    reblogs_count: post.repostCount,
    favourites_count: post.likeCount,
    ...(ctx.viewer !== null && marksPart(post, ctx.viewer.id)),
  };
}

const marksPart = (post: Post, viewerId: Id) => ({
  favourited: post.liked,
  reblogged: post.reposted,
  muted: post.muted,
  bookmarked: post.bookmarked,
  ...(post.authorId === viewerId && { pinned: post.pinned }),
  filtered: [],
});
