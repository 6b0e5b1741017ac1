// A forgotten password: asking for the link, and setting a new one behind it.

import { PASSWORD_LEAST, PASSWORD_MOST } from '../../auth/password.ts';
import { requestReset, resetPassword } from '../../auth/reset.ts';
import { Field } from '../components/field.tsx';
import { Form } from '../components/form.tsx';
import { alonePage, onward } from '../kit/alone.tsx';
import { action, type Page, page, type WebApp } from '../kit/page.ts';
import { type Problem, problemOf } from '../kit/problem.ts';
import type { Visit } from '../kit/visit.ts';
import { EmailForm } from './email-form.tsx';

export const resetPages = (app: WebApp): void => {
  page(app, '/reset', (visit) => askPage(visit));
  action(app, '/reset', async (visit) => {
    try {
      await requestReset(visit.ctx, visit.field('email'));
    } catch (error) {
      return askPage(visit, problemOf(visit, error, ['email']));
    }
    const { t } = visit;
    return alonePage({ title: t('account.look-at-mail'), lead: t('account.reset-sent'), icon: 'mail' });
  });

  page(app, '/reset/confirm', (visit) => passwordPage(visit, visit.query('secret')));
  action(app, '/reset/confirm', async (visit) => {
    const secret = visit.field('secret');
    try {
      await resetPassword(visit.ctx, secret, visit.field('password'));
    } catch (error) {
      return passwordPage(visit, secret, problemOf(visit, error, ['password']));
    }
    // The reset has ended every session, this browser's too.
    visit.cookies.clear('session');
    return changedPage(visit);
  });
};

const askPage = (visit: Visit, problem?: Problem): Page =>
  alonePage({
    title: visit.t('account.forgot'),
    lead: visit.t('account.reset-lead'),
    problem,
    foot: <a href="/sign-in">{visit.t('account.to-sign-in')}</a>,
    children: (
      <EmailForm visit={visit} action="/reset" problem={problem} words={visit.t('account.send-link')} />
    ),
  });

function passwordPage(visit: Visit, secret: string, problem?: Problem): Page {
  const { t } = visit;
  const card = {
    title: t('account.new-password-title'),
    lead: t('account.new-password-lead'),
    problem,
    foot: <a href="/reset">{t('account.new-link')}</a>,
    children: (
      <Form visit={visit} action="/reset/confirm">
        <input type="hidden" name="secret" value={secret} />
        <Field
          name="password"
          label={t('account.new-password')}
          hint={t('account.password-hint', { least: PASSWORD_LEAST })}
          problem={problem}
        >
          <input
            type="password"
            minlength={PASSWORD_LEAST}
            maxlength={PASSWORD_MOST}
            autocomplete="new-password"
            required
          />
        </Field>
        <button type="submit" class="button wide">
          {t('account.set-password')}
        </button>
      </Form>
    ),
  };
  return alonePage(card, { secret: true });
}

const changedPage = ({ t }: Visit): Page =>
  alonePage({
    title: t('account.password-set'),
    lead: t('account.password-set-lead'),
    icon: 'circle-check',
    children: onward('/sign-in', t('account.sign-in')),
  });
