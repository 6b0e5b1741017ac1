// Searching people, tags and posts.

import type { JSX } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { requirePreview } from '../../../tenant/preview.ts';
import type { MessageKey } from '../../../utils/messages/catalogue.ts';
import { Icon } from '../../components/icon.tsx';
import { offsetOf } from '../../components/offset-more.tsx';
import { type Answer, page, type WebApp } from '../../kit/page.ts';
import { pageOf } from '../../kit/page-query.ts';
import { Raw } from '../../kit/raw.tsx';
import type { Visit } from '../../kit/visit.ts';
import {
  addressed,
  type Found,
  findAll,
  findPosts,
  findRanked,
  KINDS,
  type Kind,
  searchPath,
} from './find.ts';
import { Hints } from './hints.tsx';
import { listMarkup, Results } from './results.tsx';

export const searchPages = (app: WebApp): void => page(app, '/search', searchPage);

const LONGEST = 200;

async function searchPage(visit: Visit): Promise<Answer> {
  const { t, ctx } = visit;
  requirePreview(ctx);
  const query = visit.query('q').trim().slice(0, LONGEST).toWellFormed();
  const kind = kindOf(visit);
  const isTyped = visit.query('type') === '' && !visit.wantsFragment;
  const exact = isTyped && query !== '' ? await addressed(visit, query) : undefined;
  if (exact !== undefined) return { redirect: exact };
  const found = query === '' ? undefined : await find(visit, query, kind);
  if (visit.wantsFragment && found !== undefined && isFurtherPage(visit))
    return { fragment: await listMarkup(visit, kind, found) };
  const region = renderToString(
    found === undefined ? (
      <Hints visit={visit} />
    ) : (
      <>
        <Kinds visit={visit} query={query} kind={kind} />
        <Raw as="div" html={await Results(visit, { query, kind, found })} />
      </>
    ),
  );
  if (visit.wantsFragment) return { fragment: region };
  return {
    title: query === '' ? t('search.title') : t('search.title-of', { query }),
    door: 'search',
    noindex: query !== '',
    main: (
      <>
        <SearchForm visit={visit} query={query} kind={kind} />
        <p id="search-status" class="visually-hidden" role="status" />
        <Raw as="div" id="search-results" html={region} />
      </>
    ),
  };
}

const kindOf = (visit: Visit): Kind => KINDS.find((kind) => kind === visit.query('type')) ?? 'all';

const isFurtherPage = (visit: Visit): boolean =>
  ['offset', 'max_id', 'min_id'].some((name) => visit.query(name) !== '');

function find(visit: Visit, query: string, kind: Kind): Promise<Found> {
  if (kind === 'all') return findAll(visit, query);
  if (kind === 'posts') return findPosts(visit, query, pageOf(visit));
  return findRanked(visit, query, kind, offsetOf(visit));
}

interface KindProps {
  readonly visit: Visit;
  readonly query: string;
  readonly kind: Kind;
}

function SearchForm({ visit, query, kind }: KindProps): JSX.Element {
  const { t } = visit;
  return (
    <>
      <h1 class="visually-hidden">{t('search.title')}</h1>
      <search class="search-head">
        <form action="/search" data-search>
          <div class="search-field">
            <Icon name="search" />
            <input
              type="search"
              name="q"
              value={query}
              maxLength={LONGEST}
              aria-label={t('search.label')}
              placeholder={t('search.placeholder')}
              autocomplete="off"
              autocapitalize="none"
              spellcheck={false}
              enterKeyHint="search"
              autofocus={query === ''}
            />
          </div>
          {kind !== 'all' && <input type="hidden" name="type" value={kind} />}
          <button class="button" type="submit">
            {t('search.go')}
          </button>
        </form>
      </search>
    </>
  );
}

const WORDS = {
  all: 'search.all',
  people: 'search.people',
  tags: 'search.tags',
  posts: 'search.posts',
} as const satisfies Record<Kind, MessageKey>;

const Kinds = ({ visit, query, kind }: KindProps): JSX.Element => (
  <nav class="tabs" aria-label={visit.t('search.kinds')}>
    {KINDS.map((one) => (
      <a key={one} href={searchPath(query, one)} aria-current={one === kind ? 'page' : undefined}>
        {visit.t(WORDS[one])}
      </a>
    ))}
  </nav>
);
