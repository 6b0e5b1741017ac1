// Signing in and out in the browser.

import type { JSX } from 'preact';
import { newSecret } from '../../auth/secret.ts';
import { signIn, signOut } from '../../auth/sign-in.ts';
import { Field } from '../components/field.tsx';
import { Form } from '../components/form.tsx';
import { Notice } from '../components/notice.tsx';
import { alonePage } from '../kit/alone.tsx';
import { linked } from '../kit/linked.tsx';
import { localPath } from '../kit/local-path.ts';
import { action, memberAction, memberPage, type Page, page, type WebApp } from '../kit/page.ts';
import { type Problem, problemOf } from '../kit/problem.ts';
import type { Visit } from '../kit/visit.ts';

export const signInPages = (app: WebApp): void => {
  page(app, '/sign-in', (visit) => signInPage(visit, visit.query('next')));

  action(app, '/sign-in', async (visit) => {
    const { ctx, cookies } = visit;
    const next = visit.field('next');
    const deviceCookie = cookies.read('device') ?? newSecret();
    try {
      const credentials = { login: visit.field('login'), password: visit.field('password'), deviceCookie };
      const { token } = await signIn(ctx, credentials);
      // A sign-in over another one replaces it: the old secret must not stay alive unseen.
      await signOut(ctx);
      cookies.write('session', token);
      cookies.write('device', deviceCookie);
      cookies.clear('form');
      return { redirect: localPath(next) };
    } catch (error) {
      return signInPage(visit, next, problemOf(visit, error));
    }
  });

  memberPage(app, '/sign-out', signOutPage);

  memberAction(app, '/sign-out', async ({ ctx, cookies }) => {
    await signOut(ctx);
    cookies.clear('session');
    return { redirect: '/', forget: true };
  });
};

function signInPage(visit: Visit, next: string, problem?: Problem): Page {
  const { t, ctx } = visit;
  const community = ctx.tenant.settings.name;
  return alonePage({
    title: t('account.sign-in'),
    lead: t('account.sign-in-lead', { community }),
    problem,
    foot: <SignInFoot visit={visit} />,
    children: (
      <>
        {ctx.viewer !== null && (
          <Notice kind="plain">{t('account.signed-in-as', { name: `@${ctx.viewer.username}` })}</Notice>
        )}
        <Form visit={visit} action="/sign-in">
          <input type="hidden" name="next" value={next} />
          <Field name="login" label={t('account.login')}>
            <input
              value={visit.field('login')}
              autocomplete="username"
              autocapitalize="none"
              spellcheck={false}
              required
              autofocus={problem === undefined}
            />
          </Field>
          <Field name="password" label={t('account.password')}>
            <input
              type="password"
              autocomplete="current-password"
              required
              autofocus={problem !== undefined}
            />
          </Field>
          <button type="submit" class="button wide">
            {t('account.sign-in')}
          </button>
        </Form>
      </>
    ),
  });
}

function SignInFoot({ visit: { t, ctx } }: { visit: Visit }): JSX.Element {
  return (
    <ul>
      <li>
        <a href="/reset">{t('account.forgot')}</a>
      </li>
      {ctx.tenant.settings.registration !== 'closed' && <li>{linked(t, 'account.new-here', '/sign-up')}</li>}
      <li>
        <a href="/confirm/again">{t('account.confirm-again')}</a>
      </li>
    </ul>
  );
}

const signOutPage = (visit: Visit): Page =>
  alonePage({
    title: visit.t('account.sign-out-title'),
    lead: visit.t('account.sign-out-lead'),
    children: (
      <Form visit={visit} action="/sign-out" class="actions">
        <button type="submit" class="button">
          {visit.t('account.sign-out')}
        </button>
        <a class="button quiet" href="/home">
          {visit.t('common.cancel')}
        </a>
      </Form>
    ),
  });
