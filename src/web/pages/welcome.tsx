// The front page: home for members; for visitors what this community is, how to come in, and what is going on.

import type { JSX } from 'preact';
import { Mark } from '../components/brand.tsx';
import { communityHead } from '../components/share-head.tsx';
import { type Answer, readingPage, type WebApp } from '../kit/page.ts';
import type { Visit } from '../kit/visit.ts';
import { communityPage, homePage } from './feeds.tsx';

export const welcomePages = (app: WebApp): void =>
  readingPage(app, '/', (visit) => (visit.ctx.viewer === null ? frontPage(visit) : homePage(visit)));

async function frontPage(visit: Visit): Promise<Answer> {
  const { settings, origin } = visit.ctx.tenant;
  const hero = <Hero visit={visit} />;
  const door = 'community';
  const head = communityHead(visit);
  if (!settings.publicPreview) return { title: settings.name, main: hero, door, head, shared: true };
  const heading = <h2 class="feed-heading">{visit.t('about.welcome-what')}</h2>;
  const feed = await communityPage(visit, heading);
  if (!('main' in feed)) return feed;
  // Further pages are the feed alone.
  return {
    ...feed,
    title: settings.name,
    head,
    canonical: `${origin}/`,
    main: visit.query('max_id') === '' ? [hero, feed.main] : feed.main,
  };
}

function Hero({ visit }: { visit: Visit }): JSX.Element {
  const { settings } = visit.ctx.tenant;
  return (
    <section class="hero">
      {settings.cover !== null && (
        <img class="cover" src={settings.cover} alt="" width={1500} height={500} fetchpriority="high" />
      )}
      <div class="brand-line">
        <Mark settings={settings} />
        <h1 dir="auto">{settings.name}</h1>
      </div>
      {settings.description !== '' && (
        <p class="lead" dir="auto">
          {settings.description}
        </p>
      )}
      <Ways visit={visit} />
    </section>
  );
}

/** In, or further. */
function Ways({ visit: { t, ctx } }: { visit: Visit }): JSX.Element {
  const { registration, name } = ctx.tenant.settings;
  const isOpen = registration !== 'closed';
  return (
    <>
      <div class="actions">
        {isOpen && (
          <a class="button" href="/sign-up">
            {t('nav.sign-up')}
          </a>
        )}
        <a class={isOpen ? 'button quiet' : 'button'} href="/sign-in">
          {t('nav.sign-in')}
        </a>
        <a class="more-about" href="/about">
          {t('about.welcome-more', { community: name })}
        </a>
      </div>
      {!isOpen && <p class="soft small">{t('about.welcome-closed')}</p>}
    </>
  );
}
