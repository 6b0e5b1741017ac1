// The comments below the post of a page, under their heading, with the way to those that found no room.

import type { JSX } from 'preact';
import type { Thread } from '../../../feed/thread.ts';
import type { User } from '../../../user/user.ts';
import type { Id } from '../../../utils/id.ts';
import { Empty } from '../../components/empty.tsx';
import { signInFirst } from '../../kit/page.ts';
import { Raw } from '../../kit/raw.tsx';
import type { Visit } from '../../kit/visit.ts';
import type { Branches } from './branches.ts';
import { branchItems } from './thread-list.tsx';

/** As many as a visitor is shown: see feed/thread.ts. */
const SHOWN_TO_VISITORS = 60;

export interface RepliesProps {
  readonly visit: Visit;
  readonly thread: Thread;
  readonly below: Branches;
  readonly people: ReadonlyMap<Id, User>;
}

export function Replies({ visit, thread, below, people }: RepliesProps): JSX.Element {
  const { t } = visit;
  const { post, descendants } = thread;
  const path = visit.here.split('?', 1)[0]!;
  const bounded = visit.ctx.viewer === null && descendants.length >= SHOWN_TO_VISITORS;
  return (
    <section class="thread" aria-labelledby="replies" data-thread={post.id}>
      <h2 id="replies" class={descendants.length === 0 ? 'visually-hidden' : undefined}>
        {t('post.replies', { count: Math.max(post.commentCount, below.shown.length) })}
      </h2>
      {visit.query('after') !== '' && (
        <a class="more-replies earlier" href={`${path}#replies`}>
          {t('post.first-replies')}
        </a>
      )}
      {descendants.length === 0 && (
        <Empty
          icon="message-circle"
          title={t('post.replies', { count: 0 })}
          text={visit.ctx.viewer === null ? '' : t('post.no-replies-hint')}
        />
      )}
      <Raw as="ol" class="replies" html={branchItems(visit, below.shown, people)} />
      {below.next !== undefined && (
        <a class="more" href={`${path}?after=${below.next}#replies`}>
          {t('post.more-replies')}
        </a>
      )}
      {bounded && below.next === undefined && (
        <a class="more" href={signInFirst(visit.here).redirect}>
          {t('post.sign-in-for-more')}
        </a>
      )}
    </section>
  );
}
