// The password, and where one is signed in.

import type { JSX } from 'preact';
import { changePassword } from '../../../auth/change.ts';
import { deviceName } from '../../../auth/device.ts';
import { PASSWORD_LEAST } from '../../../auth/password.ts';
import { listSessions, revokeOtherSessions, revokeSession, type Session } from '../../../auth/sessions.ts';
import { DomainError } from '../../../utils/error.ts';
import { isId } from '../../../utils/id.ts';
import { Field } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { Icon } from '../../components/icon.tsx';
import { memberPage, type Page, type WebApp } from '../../kit/page.ts';
import type { Problem } from '../../kit/problem.ts';
import type { Visit } from '../../kit/visit.ts';
import { settingsForm, settingsPage } from './frame.tsx';
import { PresentPassword } from './present-password.tsx';
import { pathOf } from './sections.ts';

const PATH = pathOf('security');
const PASSWORD = '/settings/password';
const REVOKE = '/settings/sessions/revoke';

export const securityPages = (app: WebApp): void => {
  memberPage(app, PATH, (visit) => securityPage(visit));
  const form = { to: PATH, show: securityPage };
  settingsForm(app, {
    ...form,
    path: PASSWORD,
    fields: ['currentPassword', 'password'],
    work: (visit) => changePassword(visit.ctx, visit.field('present'), visit.field('password')),
    done: 'password-changed',
  });
  settingsForm(app, { ...form, path: REVOKE, fields: [], work: revoke, done: 'session-ended' });
  settingsForm(app, {
    ...form,
    path: `${REVOKE}-others`,
    fields: [],
    work: (visit) => revokeOtherSessions(visit.ctx),
    done: 'others-ended',
  });
};

/** A session that has ended meanwhile has ended. */
async function revoke(visit: Visit): Promise<void> {
  const id = visit.field('id');
  if (!isId(id)) return;
  await revokeSession(visit.ctx, id).catch((error: unknown) => {
    if (!(error instanceof DomainError) || error.code !== 'not-found') throw error;
  });
}

async function securityPage(visit: Visit, problem?: Problem): Promise<Page> {
  const { t } = visit;
  // Apps and tokens have a section of their own.
  const sessions = (await listSessions(visit.ctx)).filter(
    ({ appName, tokenName }) => appName === null && tokenName === null,
  );
  return settingsPage(visit, {
    at: 'security',
    problem,
    children: (
      <>
        <section class="section form">
          <h2>{t('account.security-change-password')}</h2>
          <PasswordForm visit={visit} problem={problem} />
        </section>
        <section class="section form">
          <h2>{t('account.security-sessions')}</h2>
          <ul class="rows">
            {sessions.map((session) => (
              <SessionRow key={session.id} visit={visit} session={session} />
            ))}
          </ul>
          <p class="soft small">
            {t.parts<JSX.Element>('settings.sessions-apps', {
              link: (words) => <a href={pathOf('applications')}>{words}</a>,
            })}
          </p>
          <Form visit={visit} action={`${REVOKE}-others`} class="form">
            <p class="soft small" id="others-hint">
              {t('settings.end-others-hint')}
            </p>
            <div class="actions">
              <button type="submit" class="button danger" aria-describedby="others-hint">
                {t('account.security-end-others')}
              </button>
            </div>
          </Form>
        </section>
      </>
    ),
  });
}

const PasswordForm = ({ visit, problem }: { visit: Visit; problem: Problem | undefined }): JSX.Element => (
  <Form visit={visit} action={PASSWORD}>
    <PresentPassword visit={visit} problem={problem} />
    <Field
      name="password"
      label={visit.t('account.new-password')}
      hint={visit.t('account.password-hint', { least: PASSWORD_LEAST })}
      problem={problem}
    >
      <input type="password" minlength={PASSWORD_LEAST} autocomplete="new-password" required />
    </Field>
    <p class="soft small">{visit.t('settings.password-ends')}</p>
    <div class="actions">
      <button type="submit" class="button">
        {visit.t('account.security-change-password')}
      </button>
    </div>
  </Form>
);

const ON_PHONE = /Android|iPhone|iPad|Mobile/;

function SessionRow({ visit, session }: { visit: Visit; session: Session }): JSX.Element {
  const { t } = visit;
  const where = deviceName(t, session.userAgent);
  const since = t.formats.date(session.createdAt);
  return (
    <li>
      <Icon name={ON_PHONE.test(session.userAgent) ? 'smartphone' : 'monitor'} />
      <div>
        <strong>{where}</strong>
        {session.current && <span class="new">{t('account.security-current')}</span>}
        <p class="soft small">
          {session.address !== '' && (
            <>
              <bdi>{session.address}</bdi>
              {'\u00a0· '}
            </>
          )}
          {t('account.security-since', { since, used: t.formats.date(session.lastUsedOn) })}
        </p>
      </div>
      {!session.current && (
        <Form visit={visit} action={REVOKE} class="actions">
          <input type="hidden" name="id" value={session.id} />
          <button
            type="submit"
            class="button quiet compact"
            aria-label={t('account.security-end-named', { where })}
          >
            {t('account.security-end')}
          </button>
        </Form>
      )}
    </li>
  );
}
