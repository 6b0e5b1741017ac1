// What a post says: everything of it that changes only with its version. Kept in the process, checked
// against the version its reader has just read, and filled by one batched read.

import type { Ctx } from '../context.ts';
import { type Media, mediaOf } from '../media/media.ts';
import { versionedCache } from '../utils/cache.ts';
import { statement } from '../utils/db/statement.ts';
import { type Id, idTime } from '../utils/id.ts';
import { normaliseTag } from '../utils/text/tag.ts';

export interface PostBody {
  readonly id: Id;
  readonly createdAt: Date;
  readonly editedAt: Date | null;
  /** Safe HTML, rendered when the post was written. */
  readonly html: string;
  /** As written. */
  readonly text: string;
  readonly spoilerText: string;
  readonly sensitive: boolean;
  readonly language: string | null;
  /** The name of who wrote what this answers: names never change. */
  readonly answers: string | null;
  readonly mentions: readonly { readonly id: Id; readonly username: string }[];
  readonly tags: readonly { readonly name: string; readonly display: string }[];
  readonly media: readonly Media[];
  readonly app: { readonly name: string; readonly website: string | null } | null;
}

interface BodyRow {
  id: Id;
  version: number;
  editedAt: Date | null;
  html: string;
  text: string;
  spoilerText: string;
  sensitive: boolean;
  language: string | null;
  answers: string | null;
  mentions: { id: Id; username: string }[] | null;
  tags: string[];
  mediaIds: Id[];
  appName: string | null;
  appWebsite: string | null;
}

const bodiesById = statement<BodyRow>(
  'post-bodies-by-id',
  `select p.id, p.version, p.edited_at as "editedAt", p.html, p.text, p.spoiler_text as "spoilerText",
          p.sensitive, p.language, p.tags, p.media_ids as "mediaIds",
          app.name as "appName", app.website as "appWebsite", answered.username as answers,
          (select json_agg(json_build_object('id', u.id::text, 'username', u.username) order by u.id)
           from tenant.post_mention m join tenant.user u on u.id = m.user_id
           where m.post_id = p.id) as mentions
   from tenant.post p left join tenant.oauth_app app on app.id = p.app_id
     left join tenant.user answered on answered.id = p.parent_author_id
   where p.id = any($1::bigint[])`,
);

const bodies = versionedCache<PostBody>('post', 64 * 1024 * 1024, sizeOf);

/** What `bodiesOf` needs to know of a post. */
export interface Versioned {
  readonly id: Id;
  readonly version: number;
  readonly repostOfId: Id | null;
}

/**
 * The bodies of posts whose visibility the caller has checked. No statement when all are in the process;
 * else one, and one for media where there are any. A post deleted meanwhile is absent.
 */
export async function bodiesOf(ctx: Ctx, posts: readonly Versioned[]): Promise<Map<Id, PostBody>> {
  const found = new Map<Id, PostBody>();
  const missing: Id[] = [];
  for (const { id, version, repostOfId } of posts) {
    const body = repostOfId === null ? bodies.get(`${ctx.tenant.id}:${id}`, version) : emptyBody(id);
    if (body === undefined) missing.push(id);
    else found.set(id, body);
  }
  if (missing.length > 0) await readBodies(ctx, missing, found);
  return found;
}

async function readBodies(ctx: Ctx, ids: readonly Id[], into: Map<Id, PostBody>): Promise<void> {
  const rows = await ctx.db.rows(bodiesById, ids);
  const mediaIds = rows.flatMap((row) => row.mediaIds);
  const media = mediaIds.length === 0 ? new Map<Id, Media>() : await mediaOf(ctx, mediaIds);
  for (const row of rows) {
    const body = makeBody(row, media);
    bodies.set(`${ctx.tenant.id}:${row.id}`, row.version, body);
    into.set(row.id, body);
  }
}

function makeBody(row: BodyRow, media: ReadonlyMap<Id, Media>): PostBody {
  const { version: _, mediaIds, appName, appWebsite, mentions, tags, ...rest } = row;
  return {
    ...rest,
    createdAt: idTime(row.id),
    mentions: mentions ?? [],
    tags: tags.map((display) => ({ name: normaliseTag(display), display })),
    media: mediaIds.flatMap((id) => media.get(id) ?? []),
    app: appName === null ? null : { name: appName, website: appWebsite },
  };
}

/** A repost says nothing itself. */
function emptyBody(id: Id): PostBody {
  return {
    id,
    createdAt: idTime(id),
    editedAt: null,
    html: '',
    text: '',
    spoilerText: '',
    sensitive: false,
    language: null,
    answers: null,
    mentions: [],
    tags: [],
    media: [],
    app: null,
  };
}

// Twice the texts, since an edge keeps its serialised form beside the body.
function sizeOf(body: PostBody): number {
  const lists = body.mentions.length + body.tags.length + 4 * body.media.length;
  return 2 * (2 * body.html.length + body.text.length + body.spoilerText.length) + 200 * lists + 800;
}
