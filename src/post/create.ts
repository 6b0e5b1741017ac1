// Writing a post or a comment: checked and rendered first, then one short transaction for everything that
// must be there together: the row, its mentions, tags, media, counts, notifications and the feed job.

import { announce, type Ctx, requireViewer, type Tx, transaction } from '../context.ts';
import { attachMedia } from '../media/attach.ts';
import { notify, notifyMany } from '../user/notify.ts';
import { statement } from '../utils/db/statement.ts';
import type { Id } from '../utils/id.ts';
import { enqueue } from '../utils/queue.ts';
import { type Draft, type NewPost, prepareDraft } from './draft.ts';
import { notFoundIfGone } from './gone.ts';
import { once } from './idempotency.ts';
import { linkTags } from './tag-link.ts';

// $1 author, $2 parent, $3 parent's author, $4 root, $5 visibility, $6 sensitive, $7 language, $8 text,
// $9 html, $10 spoiler, $11 tags, $12 media, $13 app, $14 mentioned people, $15 id or null
const insertPost = statement<{ id: Id }>(
  'insert-post',
  `with fresh as materialized (select coalesce($15::bigint, nexus.next_id()) as id),
   author as (
     update tenant.user set post_count = post_count + 1, last_post_on = (now() at time zone 'utc')::date
     where id = $1 and $5 <> 'direct'),
   made as (
     insert into tenant.post (id, author_id, parent_id, parent_author_id, root_id, visibility, sensitive,
                              language, text, html, spoiler_text, tags, media_ids, app_id)
     select id, $1, $2, $3, coalesce($4::bigint, id), $5, $6, $7, $8, $9, $10, $11, $12, $13 from fresh),
   mentioned as (
     insert into tenant.post_mention (post_id, user_id) select id, unnest($14::bigint[]) from fresh)
   select id from fresh`,
);

const countComment = statement(
  'count-comment',
  'update tenant.post set comment_count = comment_count + 1 where id = $1',
);

/**
 * Creates a post by the viewer, or with `parentId` a comment on a post they may see, and gives its id.
 * A comment on a direct post is direct. Throws 'invalid' with the rule broken, 'not-found' for the parent.
 */
export async function createPost(ctx: Ctx, input: NewPost): Promise<Id> {
  const author = requireViewer(ctx);
  const draft = await prepareDraft(ctx, author.id, input);
  return notFoundIfGone(() =>
    transaction(ctx, (tx) => once(tx, author.id, input.idempotencyKey, () => insertIn(tx, author.id, draft))),
  );
}

async function insertIn(tx: Tx, authorId: Id, draft: Draft): Promise<Id> {
  const id = await insertRow(tx, authorId, draft);
  const counted = draft.visibility === 'public' || draft.visibility === 'unlisted';
  if (draft.parent !== null && counted) {
    await tx.db.change(countComment, draft.parent.id);
    announce(tx, { kind: 'counts-changed', postId: draft.parent.id });
  }
  await attachMedia(tx, draft.mediaIds, id);
  await linkTags(tx, { postId: id, authorId, counted }, draft.words.tags);
  await tell(tx, authorId, id, draft);
  await enqueue(tx, 'feed/distribute', { postId: id });
  const { id: parentId = null, rootId = id } = draft.parent ?? {};
  announce(tx, { kind: 'post-made', postId: id, rootId, parentId });
  return id;
}

async function insertRow(tx: Tx, authorId: Id, draft: Draft): Promise<Id> {
  const { words, parent } = draft;
  const made = await tx.db.row(
    insertPost,
    authorId,
    parent?.id ?? null,
    parent?.authorId ?? null,
    parent?.rootId ?? null,
    draft.visibility,
    draft.sensitive,
    draft.language,
    words.text,
    words.html,
    words.spoilerText,
    words.tags.map((tag) => tag.display),
    draft.mediaIds,
    tx.access?.appId ?? null,
    words.mentions.map((mention) => mention.id),
    draft.id,
  );
  return made!.id;
}

/** The parent's author hears of a comment, the others of their mention: each person once. */
async function tell(tx: Tx, actorId: Id, postId: Id, { parent, words }: Draft): Promise<void> {
  if (parent !== null) await notify(tx, { userId: parent.authorId, type: 'comment', actorId, postId });
  const mentioned = words.mentions.map((mention) => mention.id).filter((id) => id !== parent?.authorId);
  await notifyMany(tx, mentioned, { type: 'mention', actorId, postId });
}
