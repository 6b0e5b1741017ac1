// What was found.

import type { ComponentChildren, JSX } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { Empty } from '../../components/empty.tsx';
import { Feed, feedMarkup } from '../../components/feed.tsx';
import { OffsetMore } from '../../components/offset-more.tsx';
import { People, personRows } from '../../components/person-row.tsx';
import { postCards } from '../../components/post-card.tsx';
import type { Visit } from '../../kit/visit.ts';
import { TagList, usesOf } from '../explore/tags.tsx';
import { type Found, type Kind, searchPath } from './find.ts';

interface ResultsProps {
  readonly query: string;
  readonly kind: Kind;
  readonly found: Found;
}

/** The results as safe markup. */
export async function Results(visit: Visit, props: ResultsProps): Promise<string> {
  const { t } = visit;
  const { query, kind, found } = props;
  const { people, tags, posts } = found;
  if (people.length + tags.length + posts.items.length === 0 && !posts.more) {
    const title = t('search.nothing', { query });
    return renderToString(<Empty icon="search" title={title} text={t('search.nothing-hint')} />);
  }
  const counts = { people: people.length, tags: tags.length, posts: posts.items.length };
  const body = kind === 'all' ? await everything(visit, props) : await one(visit, props);
  return renderToString(<div data-found={t('search.found', counts)}>{body}</div>);
}

async function everything(visit: Visit, { query, found }: ResultsProps): Promise<JSX.Element> {
  const { t } = visit;
  const { people, tags, posts } = found;
  const [rows, uses, cards] = await Promise.all([
    personRows(visit, { items: people, more: false }, { end: null }),
    usesOf(visit.ctx, tags),
    postCards(visit, posts),
  ]);
  const all = (kind: Kind, words: string) => ({ href: searchPath(query, kind), words });
  return (
    <>
      {people.length > 0 && (
        <Part title={t('search.people')} all={all('people', t('search.all-people'))}>
          <People markup={rows} label={t('search.people')} />
        </Part>
      )}
      {tags.length > 0 && (
        <Part title={t('search.tags')} all={all('tags', t('search.all-tags'))}>
          <TagList visit={visit} tags={tags} uses={uses} />
        </Part>
      )}
      {posts.items.length > 0 && (
        <Part title={t('search.posts')} all={all('posts', t('search.all-posts'))}>
          <Feed
            name="search"
            slice={{ ...posts, first: undefined }}
            markup={cards}
            label={t('search.posts')}
          />
        </Part>
      )}
    </>
  );
}

interface PartProps {
  readonly title: string;
  readonly all: { readonly href: string; readonly words: string };
  readonly children: ComponentChildren;
}

const Part = ({ title, all, children }: PartProps): JSX.Element => (
  <section class="found">
    <div class="list-line">
      <h2>{title}</h2>
      <a href={all.href}>{all.words}</a>
    </div>
    {children}
  </section>
);

async function one(visit: Visit, { kind, found }: ResultsProps): Promise<JSX.Element> {
  const { t } = visit;
  const markup = await listMarkup(visit, kind, found);
  if (kind === 'people') return <People markup={markup} label={t('search.people')} />;
  if (kind === 'posts')
    return (
      <Feed
        name="search"
        slice={{ ...found.posts, first: undefined }}
        markup={markup}
        label={t('search.posts')}
      />
    );
  return (
    <>
      <TagList visit={visit} tags={found.tags} uses={await usesOf(visit.ctx, found.tags)} followable />
      <OffsetMore visit={visit} next={found.next} />
    </>
  );
}

/** One kind's list and the way on, as safe markup. */
export async function listMarkup(visit: Visit, kind: Kind, found: Found): Promise<string> {
  if (kind === 'posts') return feedMarkup(visit, found.posts);
  if (kind !== 'people') return '';
  const end = <OffsetMore visit={visit} next={found.next} />;
  return personRows(visit, { items: found.people, more: false }, { end });
}
