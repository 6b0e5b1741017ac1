// The account itself: its name, its mail address, and its end.

import type { JSX } from 'preact';
import { changeEmail } from '../../../auth/change.ts';
import { deleteAccount } from '../../../auth/delete-account.ts';
import { loginOf } from '../../../auth/login.ts';
import { requireViewer } from '../../../context.ts';
import { viewerProfile } from '../../../user/user.ts';
import { Field } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { Icon } from '../../components/icon.tsx';
import { Notice } from '../../components/notice.tsx';
import { type Answer, memberAction, memberPage, type Page, type WebApp } from '../../kit/page.ts';
import { type Problem, problemOf } from '../../kit/problem.ts';
import type { Visit } from '../../kit/visit.ts';
import { settingsForm, settingsPage, shown } from './frame.tsx';
import { PresentPassword } from './present-password.tsx';
import { pathOf } from './sections.ts';

const PATH = pathOf('account');
const DELETE = `${PATH}/delete`;

export const accountSettingsPages = (app: WebApp): void => {
  memberPage(app, PATH, (visit) => accountPage(visit));
  settingsForm(app, {
    path: '/settings/email',
    to: PATH,
    fields: ['email', 'currentPassword'],
    work: (visit) => changeEmail(visit.ctx, visit.field('present'), visit.field('email')),
    show: accountPage,
    done: 'email-sent',
  });
  memberPage(app, DELETE, (visit) => deletePage(visit));
  memberAction(app, DELETE, endAccount);
};

async function accountPage(visit: Visit, problem?: Problem): Promise<Page> {
  const { t, ctx } = visit;
  const [profile, { email }] = await Promise.all([viewerProfile(ctx), loginOf(ctx, requireViewer(ctx).id)]);
  return settingsPage(visit, {
    at: 'account',
    problem,
    children: (
      <>
        <section class="section">
          <h2>{t('settings.your-name')}</h2>
          <dl class="facts">
            <Fact term={t('account.username')} value={`@${profile.username}`} />
            <Fact
              term={t('settings.address')}
              value={`@${profile.username}@${ctx.tenant.domains[0]}`}
              hint={t('settings.address-hint')}
            />
            <Fact term={t('settings.member-since-term')} value={t.formats.date(profile.createdAt)} />
          </dl>
        </section>
        <section class="section form">
          <h2>{t('account.email')}</h2>
          <dl class="facts">
            <Fact term={t('settings.present-email')} value={email} hint={t('settings.email-hint')} />
          </dl>
          <Form visit={visit} action="/settings/email">
            <Field name="email" label={t('account.security-new-email')} problem={problem}>
              <input type="email" autocomplete="email" value={shown(visit, problem, 'email', '')} required />
            </Field>
            <PresentPassword visit={visit} problem={problem} />
            <div class="actions">
              <button type="submit" class="button">
                {t('settings.send-confirmation')}
              </button>
            </div>
          </Form>
        </section>
        <section class="section form">
          <h2>{t('settings.delete')}</h2>
          <p class="soft">{t('settings.delete-lead')}</p>
          <div class="actions">
            <a class="button danger" href={DELETE}>
              {t('settings.delete-open')}
            </a>
          </div>
        </section>
      </>
    ),
  });
}

function Fact({ term, value, hint }: { term: string; value: string; hint?: string }): JSX.Element {
  return (
    <div>
      <dt>{term}</dt>
      <dd>
        <bdi>{value}</bdi>
        {hint !== undefined && <span class="soft small">{hint}</span>}
      </dd>
    </div>
  );
}

const CONSEQUENCES = ['delete-posts', 'delete-follows', 'delete-sessions', 'delete-name'] as const;

function deletePage(visit: Visit, problem?: Problem): Page {
  const { t, ctx } = visit;
  const title = t('settings.delete-title', { name: `@${requireViewer(ctx).username}` });
  return settingsPage(visit, {
    at: 'account',
    title,
    back: PATH,
    problem,
    children: (
      <section class="section form">
        {ctx.viewer?.role === 'owner' && <Notice kind="plain">{t('settings.delete-owner')}</Notice>}
        <p>{t('settings.delete-what')}</p>
        <ul class="consequences">
          {CONSEQUENCES.map((one) => (
            <li key={one}>
              <Icon name="x" />
              {t(`settings.${one}`)}
            </li>
          ))}
        </ul>
        <Form visit={visit} action={DELETE}>
          <PresentPassword visit={visit} problem={problem} />
          <div class="actions">
            <button type="submit" class="button danger">
              {t('settings.delete-button')}
            </button>
            <a class="button quiet" href={PATH}>
              {t('common.cancel')}
            </a>
          </div>
        </Form>
      </section>
    ),
  });
}

async function endAccount(visit: Visit): Promise<Answer> {
  try {
    await deleteAccount(visit.ctx, visit.field('present'));
  } catch (error) {
    return deletePage(visit, problemOf(visit, error, ['currentPassword']));
  }
  visit.cookies.clear('session');
  return { redirect: '/' };
}
