// The page on which posts and replies are written. Its form is sent alone when the page's script opens it in a
// dialog.

import type { JSX } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { authorDefaults } from '../../../post/author-defaults.ts';
import { authorsOf } from '../../../post/authors.ts';
import { postById } from '../../../post/post.ts';
import { ownPost } from '../../../post/target.ts';
import { type Profile, viewerProfile } from '../../../user/user.ts';
import { notFound } from '../../../utils/error.ts';
import type { Id } from '../../../utils/id.ts';
import { PageHead } from '../../components/page-head.tsx';
import { PostQuote } from '../../components/post-quote.tsx';
import type { Answer } from '../../kit/page.ts';
import type { Problem } from '../../kit/problem.ts';
import type { Visit } from '../../kit/visit.ts';
import { postPath } from '../post/open-post.ts';
import { ComposeForm } from './compose-form.tsx';
import { type ComposeValues, freshValues, type Parent, valuesOf } from './values.ts';
import { choices } from './visibility.ts';

/** `/compose`: ?reply=ID answers a post, ?text= begins one, ?redraft=ID writes one's own anew. */
export async function composePage(visit: Visit): Promise<Answer> {
  const { ctx } = visit;
  const viewer = ctx.viewer!;
  const redraft = visit.query('redraft');
  if (redraft !== '') return redraftPage(visit, redraft);
  const parent = await parentOf(visit, visit.query('reply'));
  const fresh = freshValues(await authorDefaults(ctx, viewer.id), viewer.id, parent);
  return showForm(visit, parent, { ...fresh, text: fresh.text + sharedText(visit) });
}

async function redraftPage(visit: Visit, id: Id): Promise<Answer> {
  const post = await ownPost(visit.ctx, id);
  if (post.repostOfId !== null) throw notFound();
  const parent = await parentOf(visit, post.parentId ?? '');
  return showForm(visit, parent, { ...valuesOf(post), redraft: post.id });
}

/** What another app shares is a title, a text, an address. */
const sharedText = (visit: Visit): string =>
  ['title', 'text', 'url']
    .map((name) => visit.query(name).slice(0, 10_000))
    .filter((part) => part !== '')
    .join('\n');

/** The post to answer, of a repost its original. Throws not-found. */
export async function parentOf({ ctx }: Visit, id: Id): Promise<Parent | undefined> {
  if (id === '') return undefined;
  const asked = await postById(ctx, id);
  const post = asked.repostOfId === null ? asked : await postById(ctx, asked.repostOfId);
  const author = (await authorsOf(ctx, [post], new Map())).get(post.authorId);
  if (author === undefined) throw notFound();
  return { post, author: author.profile };
}

/** The form with what it holds, as a page or alone. */
export async function showForm(
  visit: Visit,
  parent: Parent | undefined,
  values: ComposeValues,
  problem?: Problem,
): Promise<Answer> {
  const { ctx } = visit;
  const title = titleOf(visit, parent, values);
  const form = (
    <WithParent
      visit={visit}
      viewer={await viewerProfile(ctx)}
      parent={parent}
      values={values}
      problem={problem}
    />
  );
  if (visit.wantsFragment) return { fragment: renderToString(<div data-title={title}>{form}</div>) };
  const back = parent === undefined ? '/home' : postPath(parent.author.username, parent.post.id);
  return {
    title,
    door: 'compose',
    status: problem?.status ?? 200,
    noindex: true,
    main: (
      <>
        <PageHead visit={visit} title={title} back={back} />
        {form}
      </>
    ),
  };
}

function titleOf({ t }: Visit, parent: Parent | undefined, { redraft }: ComposeValues): string {
  if (redraft !== undefined) return t('compose.redraft-title');
  if (parent === undefined) return t('compose.title');
  return t('compose.reply-title', { name: parent.author.displayName || parent.author.username });
}

interface WithParentProps {
  readonly visit: Visit;
  readonly viewer: Profile;
  readonly parent: Parent | undefined;
  readonly values: ComposeValues;
  readonly problem: Problem | undefined;
}

function WithParent({ visit, viewer, parent, values, problem }: WithParentProps): JSX.Element {
  const { t } = visit;
  const isDraft = values.redraft === undefined;
  return (
    <div class="compose">
      {parent !== undefined && (
        <PostQuote visit={visit} post={parent.post} author={parent.author} label={t('compose.in-reply')} />
      )}
      <ComposeForm
        visit={visit}
        viewer={viewer}
        values={values}
        prefix={visit.wantsFragment ? 'dialog' : 'compose'}
        action="/compose"
        reply={parent?.post.id}
        allowed={choices(parent?.post.visibility)}
        send={t(parent === undefined ? 'compose.post' : 'compose.reply')}
        placeholder={t(parent === undefined ? 'compose.placeholder' : 'compose.reply-placeholder')}
        problem={problem}
        {...(isDraft && { draft: parent === undefined ? 'new' : `reply-${parent.post.id}` })}
      />
    </div>
  );
}
