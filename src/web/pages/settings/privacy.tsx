// Who sees what: the account's doors, how posts begin, and whom one does not want to meet.

import type { JSX } from 'preact';
import { credentialsOf } from '../../../user/credentials.ts';
import { updateProfile, type Visibility } from '../../../user/profile.ts';
import { viewerProfile } from '../../../user/user.ts';
import { Check } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { Icon } from '../../components/icon.tsx';
import { memberPage, type Page, type WebApp } from '../../kit/page.ts';
import type { Problem } from '../../kit/problem.ts';
import type { Visit } from '../../kit/visit.ts';
import { Choices } from './choices.tsx';
import { Save, settingsForm, settingsPage, shown, ticked } from './frame.tsx';
import { pathOf } from './sections.ts';
import { AccountSwitches, switchesOf } from './switches.tsx';

const PATH = pathOf('privacy');

export const privacyPages = (app: WebApp): void => {
  memberPage(app, PATH, (visit) => privacyPage(visit));
  settingsForm(app, { path: PATH, fields: [], work: save, show: privacyPage, done: 'saved' });
};

/** A post to nobody but the mentioned is no habit: it is chosen each time. */
const VISIBILITIES = [
  { value: 'public', icon: 'globe' },
  { value: 'unlisted', icon: 'eye-off' },
  { value: 'followers', icon: 'lock' },
] as const satisfies readonly { value: Visibility; icon: string }[];

function save(visit: Visit): Promise<unknown> {
  const chosen = VISIBILITIES.find(({ value }) => value === visit.field('visibility'));
  return updateProfile(visit.ctx, {
    ...switchesOf(visit),
    ...(chosen && { defaultVisibility: chosen.value }),
    defaultSensitive: visit.field('sensitive') === 'yes',
  });
}

async function privacyPage(visit: Visit, problem?: Problem): Promise<Page> {
  const { t, ctx } = visit;
  const [profile, own] = await Promise.all([viewerProfile(ctx), credentialsOf(ctx)]);
  return settingsPage(visit, {
    at: 'privacy',
    problem,
    children: (
      <>
        <ul class="settings-list">
          <Way href={`${PATH}/muted`} icon="volume-x" words={t('settings.muted')} />
          <Way href={`${PATH}/blocked`} icon="ban" words={t('settings.blocked')} />
          <Way href={pathOf('notifications')} icon="bell" words={t('settings.notification-filters')} />
        </ul>
        <Form visit={visit} action={PATH} class="form settings-form">
          <div data-guard class="form">
            <section class="form group tight">
              <h2>{t('settings.your-account')}</h2>
              <AccountSwitches visit={visit} problem={problem} profile={profile} />
            </section>
            <section class="form group">
              <h2>{t('settings.new-posts')}</h2>
              <Choices
                name="visibility"
                label={t('settings.default-visibility')}
                hint={t('settings.default-visibility-hint')}
                chosen={shown(visit, problem, 'visibility', own.defaultVisibility)}
                choices={VISIBILITIES.map(({ value, icon }) => ({
                  value,
                  icon,
                  label: t(`settings.visibility-${value}`),
                  hint: t(`settings.visibility-${value}-hint`),
                }))}
              />
              <Check
                name="sensitive"
                label={t('settings.default-sensitive')}
                hint={t('settings.default-sensitive-hint')}
                checked={ticked(visit, problem, 'sensitive', own.defaultSensitive)}
              />
            </section>
          </div>
          <Save visit={visit} />
        </Form>
      </>
    ),
  });
}

const Way = ({ href, icon, words }: { href: string; icon: string; words: string }): JSX.Element => (
  <li>
    <a href={href}>
      <Icon name={icon} />
      <strong>{words}</strong>
      <Icon name="chevron-right" class="turns" />
    </a>
  </li>
);
