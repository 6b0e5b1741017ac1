// Editing a post: the version before is kept, the text rendered anew, the version number raised, which
// is what makes every process forget the old body. An edit that changes nothing makes no version.

import { announce, type Ctx, requireViewer, type Tx, transaction } from '../context.ts';
import { attachMedia } from '../media/attach.ts';
import { describeMediaOf } from '../media/describe.ts';
import { notifyMany } from '../user/notify.ts';
import { statement } from '../utils/db/statement.ts';
import { forbidden, notFound } from '../utils/error.ts';
import { type Id, isId } from '../utils/id.ts';
import { notFoundIfGone } from './gone.ts';
import { replaceMentions } from './mention.ts';
import type { Post } from './post.ts';
import { differs, type PostPatch, type Revision, revise } from './revision.ts';
import { linkTags, unlinkTags } from './tag-link.ts';
import { ownPost } from './target.ts';
import type { Words } from './words.ts';

const lockOwn = statement(
  'edit-lock-post',
  'select from tenant.post where id = $1 and author_id = $2 for update',
);

const keepVersion = statement(
  'keep-version',
  `insert into tenant.post_edit (post_id, written_at, text, html, spoiler_text, sensitive, media)
   select id, coalesce(edited_at, nexus.id_time(id)), text, html, spoiler_text, sensitive, $2::jsonb
   from tenant.post where id = $1`,
);

const updatePost = statement(
  'update-post',
  `update tenant.post set version = version + 1, edited_at = now(), text = $2, html = $3, spoiler_text = $4,
     sensitive = $5, language = $6, tags = $7, media_ids = $8
   where id = $1`,
);

/** Edits the viewer's own post; another's is forbidden if it can be seen, else not-found. */
export async function editPost(ctx: Ctx, id: Id, patch: PostPatch): Promise<void> {
  const viewer = requireViewer(ctx);
  if (!isId(id)) throw notFound();
  await notFoundIfGone(() =>
    transaction(ctx, async (tx) => {
      await tx.db.row(lockOwn, id, viewer.id);
      const post = await ownPost(tx, id);
      if (post.repostOfId !== null) throw forbidden('A repost has no text to edit', 'no-text');
      const revision = await revise(tx, post, patch);
      if (differs(post.body, revision)) await rewrite(tx, post, revision);
    }),
  );
}

async function rewrite(tx: Tx, post: Post, { words, ...next }: Revision): Promise<void> {
  const { id, body } = post;
  await tx.db.change(keepVersion, id, JSON.stringify(body.media));
  await attachMedia(tx, next.mediaIds, id);
  await describeMediaOf(tx, id, next.mediaPatches);
  const tags = words.tags.map((tag) => tag.display);
  await tx.db.change(
    updatePost,
    ...[id, words.text, words.html, words.spoilerText, next.sensitive, next.language, tags, next.mediaIds],
  );
  await relink(tx, post, words);
  await tell(tx, post, words);
  announce(tx, { kind: 'post-changed', postId: id });
}

async function relink(tx: Tx, post: Post, words: Words): Promise<void> {
  const counted = post.visibility === 'public' || post.visibility === 'unlisted';
  const tagged = { postId: post.id, authorId: post.authorId, counted };
  await replaceMentions(tx, post.id, words.mentions);
  await unlinkTags(tx, tagged, words.tags);
  await linkTags(tx, tagged, words.tags);
}

// Enough to tell who still looks at the post; an edit of a famous one must stay a short transaction.
const REPOSTERS_TOLD = 1000;

const lateReposters = statement<{ userId: Id }>(
  'edit-reposters',
  `select author_id as "userId" from tenant.post where repost_of_id = $1 order by id desc limit ${REPOSTERS_TOLD}`,
);

/** People mentioned for the first time hear of it, and those who reposted what now reads otherwise. */
async function tell(tx: Tx, { id, authorId, body }: Post, words: Words): Promise<void> {
  const known = new Set(body.mentions.map((mention) => mention.id));
  const mentioned = words.mentions.map((mention) => mention.id).filter((userId) => !known.has(userId));
  await notifyMany(tx, mentioned, { type: 'mention', actorId: authorId, postId: id });
  const reposters = await tx.db.rows(lateReposters, id);
  const told = reposters.map((row) => row.userId);
  await notifyMany(tx, told, { type: 'edit', actorId: authorId, postId: id });
}
