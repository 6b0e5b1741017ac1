// Editing one's own post: the compose form with what the post says. Who can see it stays as it is.

import { editPost } from '../../../post/edit.ts';
import { ownPost } from '../../../post/target.ts';
import { viewerProfile } from '../../../user/user.ts';
import { PageHead } from '../../components/page-head.tsx';
import type { Answer } from '../../kit/page.ts';
import type { Problem } from '../../kit/problem.ts';
import type { Visit } from '../../kit/visit.ts';
import { ComposeForm } from '../compose/compose-form.tsx';
import { picturesOf, receivePictures, saidOf } from '../compose/received.ts';
import { composeProblem, pictureProblem } from '../compose/send-post.ts';
import { type ComposeValues, typedValues, valuesOf } from '../compose/values.ts';
import { type OpenPost, postPath, withPost } from './open-post.ts';

/** `/@name/ID/edit` */
export const editPage = (visit: Visit): Promise<Answer> =>
  withPost(visit, '/edit', async (open) => {
    await ownPost(visit.ctx, open.post.id);
    return showEdit(visit, open, valuesOf(open.post));
  });

async function showEdit(
  visit: Visit,
  { post, author }: OpenPost,
  values: ComposeValues,
  problem?: Problem,
): Promise<Answer> {
  const { t, ctx } = visit;
  const path = postPath(author.username, post.id);
  return {
    title: t('post.edit-title'),
    status: problem?.status ?? 200,
    noindex: true,
    main: (
      <>
        <PageHead visit={visit} title={t('post.edit-title')} back={path} />
        <div class="compose">
          <ComposeForm
            visit={visit}
            viewer={await viewerProfile(ctx)}
            values={values}
            prefix="edit"
            action={`${path}/edit`}
            allowed={[]}
            send={t('compose.save')}
            placeholder={t('compose.placeholder')}
            problem={problem}
            draft={`edit-${post.id}`}
          />
        </div>
      </>
    ),
  };
}

/** What the form posts to. Sending it again changes nothing. */
export const saveEdit = (visit: Visit): Promise<Answer> =>
  withPost(visit, '/edit', async (open) => {
    const { ctx } = visit;
    const { post, author } = open;
    await ownPost(ctx, post.id);
    const { ids, wrong } = await receivePictures(visit);
    const typed = { ...typedValues(visit, []), visibility: post.visibility };
    const refused = async (problem: Problem): Promise<Answer> => {
      if (visit.wantsData)
        return { data: { error: problem.text, field: problem.first }, status: problem.status };
      const media = await picturesOf(ctx, ids, post.body.media);
      return showEdit(visit, open, { ...typed, media: media.map((one) => asSaid(visit, one)) }, problem);
    };
    if (wrong.size > 0) return refused(pictureProblem(visit, wrong));
    try {
      await editPost(ctx, post.id, {
        text: typed.text,
        spoilerText: typed.warning,
        sensitive: typed.sensitive,
        language: typed.language,
        mediaIds: ids,
        mediaPatches: post.body.media.filter(({ id }) => ids.includes(id)).map(({ id }) => saidOf(visit, id)),
      });
    } catch (error) {
      return refused(composeProblem(visit, error));
    }
    const path = postPath(author.username, post.id);
    return visit.wantsData
      ? { data: { ok: true, href: path, message: visit.t('post.edited-toast') } }
      : { redirect: path };
  });

/** A picture of the post with the description that was typed. */
function asSaid(visit: Visit, media: ComposeValues['media'][number]): ComposeValues['media'][number] {
  const { description, focus } = saidOf(visit, media.id);
  return {
    ...media,
    description: description ?? media.description,
    meta: { ...media.meta, focus: focus ?? media.meta.focus },
  };
}
