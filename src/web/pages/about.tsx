// What a community is: its words about itself, its rules, whom to turn to, how big it is, how to use it by an app.

import type { ComponentChildren, JSX } from 'preact';
import { mayLook } from '../../tenant/preview.ts';
import type { Settings } from '../../tenant/settings.ts';
import { type CommunityStats, communityStats } from '../../user/stats.ts';
import { type User, userByUsername } from '../../user/user.ts';
import { renderBio } from '../../utils/text/render.ts';
import { Avatar } from '../components/avatar.tsx';
import { Mark } from '../components/brand.tsx';
import { Icon } from '../components/icon.tsx';
import { RuleList } from '../components/rule-list.tsx';
import { communityHead } from '../components/share-head.tsx';
import { emphasised } from '../kit/linked.tsx';
import { type Page, readingPage, type WebApp } from '../kit/page.ts';
import { Raw } from '../kit/raw.tsx';
import type { Visit } from '../kit/visit.ts';

export const aboutPages = (app: WebApp): void => {
  readingPage(app, '/about', aboutPage);
  readingPage(app, '/rules', () => ({ redirect: '/about#rules' }));
};

async function aboutPage(visit: Visit): Promise<Page> {
  const { t, ctx } = visit;
  const { settings, origin } = ctx.tenant;
  const [stats, contact] = await Promise.all([communityStats(ctx), contactOf(visit)]);
  return {
    title: t('about.title', { community: settings.name }),
    canonical: `${origin}/about`,
    shared: true,
    head: communityHead(visit, '/about'),
    main: (
      <>
        <Head settings={settings} title={t('about.title', { community: settings.name })} />
        <Numbers visit={visit} stats={stats} />
        {settings.about !== '' && (
          <Raw as="section" class="section prose" dir="auto" html={renderBio(settings.about, { origin })} />
        )}
        {settings.rules.length > 0 && (
          <Part id="rules" title={t('about.rules')}>
            <RuleList rules={settings.rules} />
          </Part>
        )}
        <Contact visit={visit} contact={contact} />
        <Apps visit={visit} />
      </>
    ),
  };
}

/** Whom to turn to; nobody for visitors where profiles are for members. */
async function contactOf({ ctx }: Visit): Promise<User | undefined> {
  const username = ctx.tenant.settings.contactUsername;
  const user = username === '' || !mayLook(ctx) ? undefined : await userByUsername(ctx, username);
  return user?.state === 'active' ? user : undefined;
}

const Head = ({ settings, title }: { settings: Settings; title: string }): JSX.Element => (
  <section class="hero about-head">
    {settings.cover !== null && (
      <img class="cover" src={settings.cover} alt="" width={1500} height={500} decoding="async" />
    )}
    <div class="brand-line">
      <Mark settings={settings} />
      <h1 dir="auto">{title}</h1>
    </div>
    {settings.description !== '' && (
      <p class="lead" dir="auto">
        {settings.description}
      </p>
    )}
  </section>
);

function Numbers({ visit: { t }, stats }: { visit: Visit; stats: CommunityStats }): JSX.Element {
  const { users, posts, activeMonth } = stats;
  const numbers = [
    [users, t('about.people', { count: users })],
    [posts, t('about.posts', { count: posts })],
    [activeMonth, t('about.active', { count: activeMonth })],
  ] as const;
  return (
    <ul class="numbers">
      {numbers.map(([number, words]) => (
        <li>
          <strong>{t.formats.compact(number)}</strong> <span>{words}</span>
        </li>
      ))}
    </ul>
  );
}

interface PartProps {
  readonly id?: string;
  readonly title: string;
  readonly children: ComponentChildren;
}

const Part = ({ id, title, children }: PartProps): JSX.Element => (
  <section class="section about-part" id={id}>
    <h2>{title}</h2>
    {children}
  </section>
);

function Contact({ visit, contact }: { visit: Visit; contact: User | undefined }): JSX.Element | null {
  const { t, ctx } = visit;
  const { contactEmail } = ctx.tenant.settings;
  if (contact === undefined && contactEmail === '') return null;
  return (
    <Part title={t('about.contact')}>
      {contact !== undefined && <Person user={contact} />}
      {contactEmail !== '' && (
        <p class="with-icon">
          <Icon name="mail" />
          <a href={`mailto:${contactEmail}`}>{contactEmail}</a>
        </p>
      )}
    </Part>
  );
}

const Person = ({ user: { profile } }: { user: User }): JSX.Element => (
  <a class="person-line" href={`/@${profile.username}`}>
    <Avatar profile={profile} />
    <span class="who">
      <strong dir="auto">{profile.displayName || profile.username}</strong>
      <bdi class="soft small">@{profile.username}</bdi>
    </span>
  </a>
);

function Apps({ visit: { t, ctx } }: { visit: Visit }): JSX.Element {
  const host = new URL(ctx.tenant.origin).host;
  return (
    <Part title={t('about.apps')}>
      <p>{t('about.apps-text')}</p>
      <ol class="steps">
        <li>{t('about.apps-step-1')}</li>
        <li>{emphasised(t, 'about.apps-step-2', { host })}</li>
        <li>{t('about.apps-step-3')}</li>
      </ol>
      <p class="actions">
        <a class="button quiet compact" href="/docs">
          <Icon name="code" />
          {t('about.rest')}
        </a>
        <a class="button quiet compact" href="/graphql">
          <Icon name="code" />
          {t('about.graphql')}
        </a>
      </p>
    </Part>
  );
}
