// The beginning of the settings: who one is here, and the sections.

import type { JSX } from 'preact';
import { viewerProfile } from '../../../user/user.ts';
import { Avatar } from '../../components/avatar.tsx';
import { Icon } from '../../components/icon.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { type Answer, memberPage, type WebApp } from '../../kit/page.ts';
import type { Visit } from '../../kit/visit.ts';
import { Frame } from './frame.tsx';
import { pathOf, sectionsFor } from './sections.ts';

export const settingsHomePages = (app: WebApp): void => memberPage(app, '/settings', homePage);

async function homePage(visit: Visit): Promise<Answer> {
  const { t, ctx } = visit;
  const profile = await viewerProfile(ctx);
  const since = t.formats.month(profile.createdAt);
  return {
    title: t('settings.title'),
    door: 'settings',
    noindex: true,
    main: (
      <Frame visit={visit}>
        <PageHead visit={visit} title={t('settings.title')} />
        <a class="settings-me" href={`/@${profile.username}`}>
          <Avatar profile={profile} />
          <span>
            <bdi class="name">{profile.displayName || profile.username}</bdi>
            <span class="soft small">
              <bdi>@{profile.username}</bdi> · {t('settings.member-since', { since })}
            </span>
          </span>
          <Icon name="chevron-right" class="turns" />
        </a>
        <SectionList visit={visit} />
        <p class="section">
          <a class="button quiet" href="/sign-out">
            <Icon name="log-out" class="turns" />
            {t('settings.sign-out')}
          </a>
        </p>
      </Frame>
    ),
  };
}

const SectionList = ({ visit: { t, ctx } }: { visit: Visit }): JSX.Element => (
  <ul class="settings-list">
    {sectionsFor(ctx).map(({ name, icon }) => (
      <li key={name}>
        <a href={pathOf(name)}>
          <Icon name={icon} />
          <span>
            <strong>{t(`settings.${name}`)}</strong>
            <span class="soft small">{t(`settings.${name}-about`)}</span>
          </span>
          <Icon name="chevron-right" class="turns" />
        </a>
      </li>
    ))}
  </ul>
);
