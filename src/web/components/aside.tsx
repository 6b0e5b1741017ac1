// What stands beside the column on wide screens: the way to search, and for members whom and what to follow, for
// visitors what this community is. The same on every page, so it asks the database nothing.

import type { ComponentChildren, JSX } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Translator } from '../../utils/messages/translator.ts';
import type { AsideTag } from '../kit/aside-tags.ts';
import { fragmentCache } from '../kit/fragments.ts';
import { Raw } from '../kit/raw.tsx';
import type { ShellState } from '../kit/shell-state.ts';
import type { Visit } from '../kit/visit.ts';
import { Icon } from './icon.tsx';
import { PageFoot } from './page-foot.tsx';
import { tagPath } from './tag-row.tsx';

export interface AsideProps {
  readonly visit: Visit;
  readonly shell: ShellState;
  /** Instead of the usual. */
  readonly children?: ComponentChildren;
}

export function Aside({ visit, shell, children }: AsideProps): JSX.Element {
  const { t } = visit;
  return (
    <aside class="aside">
      <div class="aside-inner">
        <search>
          <form class="search-field" action="/search">
            <Icon name="search" />
            <input type="search" name="q" aria-label={t('nav.search')} placeholder={t('nav.search')} />
          </form>
        </search>
        {children ??
          (shell.viewer === null ? (
            <AboutCommunity visit={visit} />
          ) : (
            <Raw as="div" class="aside-cards" html={memberCards(shell.tags ?? NO_TAGS, t)} />
          ))}
        <PageFoot visit={visit} />
      </div>
    </aside>
  );
}

function AboutCommunity({ visit }: { visit: Visit }): JSX.Element {
  const { t, ctx } = visit;
  const { settings } = ctx.tenant;
  return (
    <section class="card" aria-labelledby="aside-about">
      <h2 id="aside-about">{settings.name}</h2>
      {settings.description !== '' && <p class="soft small">{settings.description}</p>}
      <p class="small about-link">
        <a href="/about">{t('explore.about', { community: settings.name })}</a>
      </p>
      {settings.registration !== 'closed' && (
        <p class="actions invite">
          <a class="button compact" href="/sign-up">
            {t('nav.sign-up')}
          </a>
        </p>
      )}
    </section>
  );
}

const NO_TAGS: readonly AsideTag[] = [];

const cards = fragmentCache<readonly AsideTag[]>('template-aside');

/** Rendered once for a community, a language and a minute. */
const memberCards = (tags: readonly AsideTag[], t: Translator): string =>
  cards(tags, t.locale.tag, () =>
    renderToString(
      <>
        {tags.length > 0 && <PopularTags t={t} tags={tags} />}
        <WhomToFollow t={t} />
      </>,
    ),
  );

const PopularTags = ({ t, tags }: { t: Translator; tags: readonly AsideTag[] }): JSX.Element => (
  <section class="card" aria-labelledby="aside-tags">
    <h2 id="aside-tags">{t('explore.aside-tags')}</h2>
    <ul class="pills">
      {tags.map(({ name, display }) => (
        <li key={name}>
          <a class="pill" href={tagPath(name)}>
            #<bdi>{display}</bdi>
          </a>
        </li>
      ))}
    </ul>
  </section>
);

const PLACES = [0, 1, 2];

/** The script puts three people where the grey shapes stand; without it the link leads to them. */
const WhomToFollow = ({ t }: { t: Translator }): JSX.Element => (
  <section class="card" aria-labelledby="aside-people">
    <h2 id="aside-people">{t('explore.aside-people')}</h2>
    <div class="whom-to-follow script-only" data-suggestions>
      {PLACES.map((place) => (
        <div key={place} class="person placeholder" aria-hidden="true">
          <span class="face-shape" />
          <span class="skeleton">
            <span class="bar" />
          </span>
        </div>
      ))}
    </div>
    <a class="small" href="/explore/people">
      {t('explore.aside-find')}
    </a>
  </section>
);
