// Deleting one's own post: asked first, since nothing brings it back.

import { deletePost } from '../../../post/delete.ts';
import { ownPost } from '../../../post/target.ts';
import { DomainError } from '../../../utils/error.ts';
import { Form } from '../../components/form.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { PostQuote } from '../../components/post-quote.tsx';
import type { Answer } from '../../kit/page.ts';
import type { Visit } from '../../kit/visit.ts';
import { postPath, withPost } from './open-post.ts';

/** `/@name/ID/delete` */
export const deletePage = (visit: Visit): Promise<Answer> =>
  withPost(visit, '/delete', async ({ post, author }) => {
    const { t, ctx } = visit;
    await ownPost(ctx, post.id);
    const path = postPath(author.username, post.id);
    return {
      title: t('post.delete-title'),
      noindex: true,
      main: (
        <>
          <PageHead visit={visit} title={t('post.delete-title')} back={path} />
          <div class="section delete-post">
            <div class="card">
              <PostQuote visit={visit} post={post} author={author.profile} />
            </div>
            <p>{t('post.delete-hint')}</p>
            <Form visit={visit} action={`${path}/delete`} class="actions">
              <button type="submit" class="button danger">
                {t('post.delete-yes')}
              </button>
              <a class="button quiet" href={path}>
                {t('post.keep')}
              </a>
            </Form>
            <p class="soft small">
              <a href={`/compose?redraft=${post.id}`}>{t('post.redraft')}</a>: {t('post.redraft-hint')}
            </p>
          </div>
        </>
      ),
    };
  });

/** Deletes it with its pictures; one that is gone already is as good as deleted. */
export async function removePost(visit: Visit): Promise<Answer> {
  try {
    await deletePost(visit.ctx, visit.param('id'), { media: 'delete' });
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'not-found') throw error;
  }
  const home = `/@${visit.ctx.viewer!.username}`;
  return visit.wantsData ? { data: { ok: true, href: home } } : { redirect: home };
}
