// The pages behind the links of confirmation mails. Opening one shows a button and changes nothing: mail
// scanners open links, people press buttons.

import { confirmEmailChange } from '../../auth/change.ts';
import { confirmEmail, resendConfirmation } from '../../auth/confirm.ts';
import type { MessageKey } from '../../utils/messages/catalogue.ts';
import { Form } from '../components/form.tsx';
import { alonePage, onward } from '../kit/alone.tsx';
import { action, type Page, page, type WebApp } from '../kit/page.ts';
import { type Problem, problemOf } from '../kit/problem.ts';
import type { Visit } from '../kit/visit.ts';
import { EmailForm } from './email-form.tsx';

export const confirmPages = (app: WebApp): void => {
  page(app, '/confirm', (visit) => buttonPage(visit, '/confirm', 'account.confirm-title'));
  action(app, '/confirm', (visit) =>
    press(visit, async () => {
      const { approved } = await confirmEmail(visit.ctx, visit.field('secret'));
      return approved ? welcomePage(visit) : waitingPage(visit);
    }),
  );

  const change = '/settings/email/confirm';
  page(app, change, (visit) => buttonPage(visit, change, 'account.confirm-change-title'));
  action(app, change, (visit) =>
    press(visit, async () => {
      await confirmEmailChange(visit.ctx, visit.field('secret'));
      return changedPage(visit);
    }),
  );

  page(app, '/confirm/again', (visit) => againPage(visit));
  action(app, '/confirm/again', async (visit) => {
    try {
      await resendConfirmation(visit.ctx, visit.field('email'));
    } catch (error) {
      return againPage(visit, problemOf(visit, error, ['email']));
    }
    const { t } = visit;
    return alonePage({ title: t('account.look-at-mail'), lead: t('account.confirm-sent'), icon: 'mail' });
  });
};

function buttonPage(visit: Visit, path: string, title: MessageKey): Page {
  const words = visit.t(title);
  const children = (
    <Form visit={visit} action={path}>
      <input type="hidden" name="secret" value={visit.query('secret')} />
      <button type="submit" class="button wide" autofocus>
        {words}
      </button>
    </Form>
  );
  return alonePage(
    { title: words, lead: visit.t('account.one-press'), icon: 'mail', children },
    { secret: true },
  );
}

async function press(visit: Visit, work: () => Promise<Page>): Promise<Page> {
  try {
    return await work();
  } catch (error) {
    const { status, text } = problemOf(visit, error);
    const foot = <a href="/confirm/again">{visit.t('account.confirm-again')}</a>;
    const title = visit.t('account.link-failed');
    return alonePage({ title, lead: text, icon: 'circle-alert', foot }, { status });
  }
}

const welcomePage = ({ t, ctx }: Visit): Page =>
  alonePage({
    title: t('account.welcome', { community: ctx.tenant.settings.name }),
    lead: t('account.confirmed'),
    icon: 'circle-check',
    children: onward('/sign-in', t('account.sign-in')),
  });

const waitingPage = ({ t }: Visit): Page =>
  alonePage({
    title: t('account.thank-you'),
    lead: t('account.confirmed-waiting'),
    icon: 'circle-check',
    children: onward('/', t('errors.to-front')),
  });

const changedPage = ({ t }: Visit): Page =>
  alonePage({
    title: t('account.address-changed'),
    lead: t('account.address-changed-lead'),
    icon: 'circle-check',
    children: onward('/', t('errors.to-front')),
  });

const againPage = (visit: Visit, problem?: Problem): Page =>
  alonePage({
    title: visit.t('account.again-title'),
    lead: visit.t('account.again-lead'),
    problem,
    foot: <a href="/sign-in">{visit.t('account.to-sign-in')}</a>,
    children: (
      <EmailForm
        visit={visit}
        action="/confirm/again"
        problem={problem}
        words={visit.t('account.again-button')}
      />
    ),
  });
