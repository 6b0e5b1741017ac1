// A post and its conversation: what it answers above, itself large, what answers it below.

import type { JSX } from 'preact';
import { type Thread, threadOf } from '../../../feed/thread.ts';
import { authorDefaults } from '../../../post/author-defaults.ts';
import { authorsOf } from '../../../post/authors.ts';
import type { Post } from '../../../post/post.ts';
import { postById } from '../../../post/post.ts';
import { countView } from '../../../post/view.ts';
import { mayLook } from '../../../tenant/preview.ts';
import { type User, viewerProfile } from '../../../user/user.ts';
import { notFound } from '../../../utils/error.ts';
import type { Id } from '../../../utils/id.ts';
import { excerpt } from '../../../utils/text/excerpt.ts';
import { PageHead } from '../../components/page-head.tsx';
import { cardWriter } from '../../components/post-card.tsx';
import { PostLarge } from '../../components/post-large.tsx';
import { postHead } from '../../components/share-head.tsx';
import { type Answer, signInFirst } from '../../kit/page.ts';
import { Raw } from '../../kit/raw.tsx';
import type { Visit } from '../../kit/visit.ts';
import { ReplyForm } from '../compose/reply-form.tsx';
import { branchesBelow } from './branches.ts';
import { misnamed, postPath } from './open-post.ts';
import { Replies } from './replies.tsx';

/** Of a long line of ancestors the nearest are shown. */
const ABOVE = 20;

/** `/@name/ID`. A fragment is the post's card alone, for the script to renew it. */
export async function postPage(visit: Visit): Promise<Answer> {
  const { ctx, t } = visit;
  if (!mayLook(ctx)) return signInFirst(visit.here);
  const thread = await threadOf(ctx, visit.param('id'));
  const { post } = thread;
  if (post.repostOfId !== null) return toOriginal(visit, post.repostOfId);
  const above = thread.ancestors.slice(-ABOVE);
  const below = branchesBelow(post.id, thread.descendants, visit.query('after'));
  const [people] = await Promise.all([
    authorsOf(ctx, [post, ...above, ...thread.descendants], new Map()),
    visit.wantsFragment ? undefined : countView(ctx, [post.id]),
  ]);
  const author = people.get(post.authorId);
  if (author === undefined) throw notFound();
  const elsewhere = misnamed(visit, { post, author });
  if (elsewhere !== undefined) return elsewhere;
  if (visit.wantsFragment) return { fragment: cardWriter(visit)(post, new Map(), people) };
  const { profile } = author;
  const words = excerpt(post.body.spoilerText || post.body.text, 60);
  const name = profile.displayName || profile.username;
  const viewer = ctx.viewer;
  return {
    title:
      words === '' ? t('post.page-title-bare', { name }) : t('post.page-title', { name, excerpt: words }),
    canonical: ctx.tenant.origin + postPath(profile.username, post.id),
    noindex: post.visibility !== 'public' || !profile.indexable,
    shared: true,
    head: postHead(visit, post, author, { posts: thread.descendants, people }),
    main: (
      <>
        <PageHead visit={visit} title={t('post.title', { name })} back={viewer ? '/home' : '/community'} />
        {above.length > 0 && <Above visit={visit} thread={thread} above={above} people={people} />}
        <PostLarge visit={visit} post={post} author={profile} focused={above.length > 0} />
        {viewer === null ? (
          <p class="section reply-invitation">
            <a class="button quiet wide" href={signInFirst(visit.here).redirect}>
              {t('post.sign-in-to-reply')}
            </a>
          </p>
        ) : (
          <ReplyForm
            visit={visit}
            viewer={await viewerProfile(ctx)}
            parent={post}
            author={profile}
            usual={await authorDefaults(ctx, viewer.id)}
          />
        )}
        <Replies visit={visit} thread={thread} below={below} people={people} />
      </>
    ),
  };
}

async function toOriginal(visit: Visit, id: Id): Promise<Answer> {
  const original = await postById(visit.ctx, id);
  const author = (await authorsOf(visit.ctx, [original], new Map())).get(original.authorId);
  if (author === undefined) throw notFound();
  return { redirect: postPath(author.username, original.id) };
}

interface AboveProps {
  readonly visit: Visit;
  readonly thread: Thread;
  readonly above: readonly Post[];
  readonly people: ReadonlyMap<Id, User>;
}

function Above({ visit, thread, above, people }: AboveProps): JSX.Element {
  const { t } = visit;
  const card = cardWriter(visit);
  const items = above.map((post) => `<li>${card(post, new Map(), people)}</li>`).join('');
  const top = above[0]!;
  const earlier = thread.ancestors.length > above.length ? people.get(top.authorId) : undefined;
  return (
    <section aria-label={t('post.earlier')}>
      {earlier !== undefined && (
        <a class="more-replies earlier" href={postPath(earlier.username, top.id)}>
          {t('post.show-earlier')}
        </a>
      )}
      <Raw as="ol" class="ancestors" html={items} />
    </section>
  );
}
