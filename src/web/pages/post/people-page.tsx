// Who liked or reposted a post.

import { likersOf } from '../../../post/like.ts';
import { repostersOf } from '../../../post/repost.ts';
import { Empty } from '../../components/empty.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { People, personRows } from '../../components/person-row.tsx';
import type { Answer } from '../../kit/page.ts';
import { pageOf } from '../../kit/page-query.ts';
import type { Visit } from '../../kit/visit.ts';
import { postPath, withPost } from './open-post.ts';

const LISTS = {
  likes: { read: likersOf, title: 'post.likes-title', empty: 'post.no-likes', icon: 'heart' },
  reposts: { read: repostersOf, title: 'post.reposts-title', empty: 'post.no-reposts', icon: 'repeat-2' },
} as const;

const peoplePage = (kind: keyof typeof LISTS) => (visit: Visit) =>
  withPost(visit, `/${kind}`, async ({ post, author }): Promise<Answer> => {
    const { t, ctx } = visit;
    const list = LISTS[kind];
    const people = await list.read(ctx, post.id, pageOf(visit, 40));
    const markup = await personRows(visit, people);
    if (visit.wantsFragment) return { fragment: markup };
    const title = t(list.title);
    const isEmpty = people.items.length === 0 && !people.more && visit.query('max_id') === '';
    return {
      title,
      noindex: true,
      main: (
        <>
          <PageHead visit={visit} title={title} back={postPath(author.username, post.id)} />
          {isEmpty ? (
            <Empty icon={list.icon} title={t(list.empty)} text={t('post.nobody-hint')} />
          ) : (
            <People markup={markup} label={title} />
          )}
        </>
      ),
    };
  });

/** `/@name/ID/likes` */
export const likesPage = peoplePage('likes');

/** `/@name/ID/reposts` */
export const repostsPage = peoplePage('reposts');
