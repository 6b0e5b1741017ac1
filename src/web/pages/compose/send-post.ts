// What the compose form posts to. With a key made with the form, sending it twice posts once; whatever is
// wrong, everything typed and every picture is kept.

import { requireViewer } from '../../../context.ts';
import { createPost } from '../../../post/create.ts';
import { deletePost } from '../../../post/delete.ts';
import { type NewPost, prepareDraft } from '../../../post/draft.ts';
import { postById } from '../../../post/post.ts';
import { DomainError } from '../../../utils/error.ts';
import type { Id } from '../../../utils/id.ts';
import { postCards } from '../../components/post-card.tsx';
import type { Answer } from '../../kit/page.ts';
import { type Problem, problemOf } from '../../kit/problem.ts';
import type { Visit } from '../../kit/visit.ts';
import { postPath } from '../post/open-post.ts';
import { parentOf, showForm } from './compose-page.tsx';
import { picturesOf, receivePictures } from './received.ts';
import { type Parent, typedValues } from './values.ts';

/** Posts what the form holds. */
export async function sendPost(visit: Visit): Promise<Answer> {
  const { ctx } = visit;
  const parent = await parentOf(visit, visit.field('reply'));
  const { ids, wrong } = await receivePictures(visit);
  const values = typedValues(visit, [], parent?.post.visibility);
  const key = visit.field('key');
  const post: NewPost = {
    text: values.text,
    spoilerText: values.warning,
    sensitive: values.sensitive,
    visibility: values.visibility,
    language: values.language,
    mediaIds: ids,
    parentId: parent?.post.id,
    idempotencyKey: key && `compose ${key}`,
  };
  const refused = async (problem: Problem) => {
    if (visit.wantsData)
      return { data: { error: problem.text, field: problem.first }, status: problem.status };
    return showForm(visit, parent, { ...values, media: await picturesOf(ctx, ids) }, problem);
  };
  if (wrong.size > 0) return refused(pictureProblem(visit, wrong));
  try {
    if (values.redraft !== undefined) await removeOld(visit, values.redraft, post);
    return await sent(visit, await createPost(ctx, post), parent);
  } catch (error) {
    return refused(composeProblem(visit, error));
  }
}

/** What the domain refuses, beside the fields of the compose form. */
export const composeProblem = (visit: Visit, error: unknown): Problem =>
  problemOf(visit, error, ['text', 'media']);

/** Pictures that were refused, beside their fields. */
export const pictureProblem = ({ t }: Visit, wrong: ReadonlyMap<string, string>): Problem => ({
  status: 422,
  text: t('compose.choose-again'),
  fields: wrong,
  first: [...wrong.keys()][0],
});

/** The old post goes first, since its pictures are wanted; but only for one that can be posted. */
async function removeOld({ ctx }: Visit, id: Id, post: NewPost): Promise<void> {
  await prepareDraft(ctx, requireViewer(ctx).id, post);
  try {
    await deletePost(ctx, id);
  } catch (error) {
    // Sent a second time: it has gone already.
    if (!(error instanceof DomainError) || error.code !== 'not-found') throw error;
  }
}

/** To the new post; a reply is shown below what it answers. */
async function sent(visit: Visit, id: Id, parent: Parent | undefined): Promise<Answer> {
  const { ctx, t } = visit;
  const own = postPath(requireViewer(ctx).username, id);
  if (!visit.wantsData) {
    const at = parent && `${postPath(parent.author.username, parent.post.id)}#post-${id}`;
    return { redirect: at ?? own };
  }
  const post = await postById(ctx, id);
  const card = await postCards(visit, { items: [post], originals: new Map() });
  const message = t(parent === undefined ? 'compose.posted' : 'compose.replied');
  return {
    data: { ok: true, id, href: own, message, view: t('compose.view'), card, parent: parent?.post.id },
  };
}
