// Signing up in the browser. What is shown afterwards is the same whether or not the address was free.

import type { JSX } from 'preact';
import { PASSWORD_LEAST, PASSWORD_MOST } from '../../auth/password.ts';
import { REASON_LIMIT, register } from '../../auth/register.ts';
import { USERNAME_LIMIT } from '../../user/username.ts';
import { DomainError } from '../../utils/error.ts';
import { Check, Field } from '../components/field.tsx';
import { Form } from '../components/form.tsx';
import { RuleList } from '../components/rule-list.tsx';
import { alonePage, onward } from '../kit/alone.tsx';
import { emphasised, linked } from '../kit/linked.tsx';
import { action, type Page, page, type WebApp } from '../kit/page.ts';
import { type Problem, problemOf } from '../kit/problem.ts';
import type { Visit } from '../kit/visit.ts';
import { freeNames } from './free-names.ts';

const FIELDS = ['username', 'email', 'password', 'reason', 'agreement'];

export const signUpPages = (app: WebApp): void => {
  page(app, '/sign-up', (visit) => signUpPage(visit));

  action(app, '/sign-up', async (visit) => {
    try {
      await register(visit.ctx, {
        username: visit.field('username').trim(),
        email: visit.field('email'),
        password: visit.field('password'),
        agreement: visit.field('agreement') === 'yes',
        reason: visit.field('reason'),
        locale: visit.t.locale.tag,
      });
    } catch (error) {
      return signUpPage(visit, problemOf(visit, error, FIELDS), await namesInstead(visit, error));
    }
    return visit.ctx.switches.mailConfirmation ? lookAtYourMail(visit) : { redirect: '/sign-in' };
  });
};

/** Where the name was the trouble: some that are free. */
async function namesInstead({ ctx, field }: Visit, error: unknown): Promise<readonly string[]> {
  const isTaken =
    error instanceof DomainError &&
    error.details.some((one) => one.field === 'username' && one.rule !== 'blank');
  return isTaken ? freeNames(ctx, field('username')) : [];
}

const lookAtYourMail = (visit: Visit): Page =>
  alonePage({
    title: visit.t('account.look-at-mail'),
    lead: emphasised(visit.t, 'account.mail-sent', { email: visit.field('email').trim() }),
    icon: 'mail',
    foot: linked(visit.t, 'account.mail-missing', '/confirm/again'),
  });

function signUpPage(visit: Visit, problem?: Problem, names: readonly string[] = []): Page {
  const { t, ctx } = visit;
  const { name: community, registration } = ctx.tenant.settings;
  if (registration === 'closed') return closedPage(visit, problem);
  return alonePage({
    title: t('account.join', { community }),
    lead: t(registration === 'approval' ? 'account.join-approval' : 'account.join-lead'),
    problem,
    foot: linked(t, 'account.member-already', '/sign-in'),
    children: (
      <Form visit={visit} action="/sign-up">
        <Username visit={visit} problem={problem} names={names} />
        <EmailAndPassword visit={visit} problem={problem} />
        {registration === 'approval' && <Reason visit={visit} problem={problem} />}
        <Agreement visit={visit} problem={problem} />
        <button type="submit" class="button wide">
          {t('account.sign-up')}
        </button>
      </Form>
    ),
  });
}

const closedPage = ({ t, ctx }: Visit, problem?: Problem): Page =>
  alonePage(
    {
      title: t('account.closed-title'),
      lead: t('account.closed', { community: ctx.tenant.settings.name }),
      icon: 'lock',
      foot: linked(t, 'account.member-already', '/sign-in'),
      children: onward('/', t('account.look-around')),
    },
    { status: problem?.status ?? 200 },
  );

interface PartProps {
  readonly visit: Visit;
  readonly problem: Problem | undefined;
}

function Username({ visit, problem, names }: PartProps & { names: readonly string[] }): JSX.Element {
  const { t, ctx, field } = visit;
  const hint =
    names.length > 0
      ? t('account.username-free', { names: t.formats.list(names) })
      : t('account.username-hint', { host: new URL(ctx.tenant.origin).host });
  return (
    <Field name="username" label={t('account.username')} hint={hint} problem={problem}>
      <input
        value={field('username')}
        maxlength={USERNAME_LIMIT}
        pattern="[A-Za-z0-9_]+"
        autocomplete="username"
        autocapitalize="none"
        spellcheck={false}
        dir="ltr"
        required
      />
    </Field>
  );
}

function EmailAndPassword({ visit, problem }: PartProps): JSX.Element {
  const { t, ctx, field } = visit;
  const emailHint = ctx.switches.mailConfirmation ? 'account.email-hint' : 'account.email-hint-unconfirmed';
  const passwordHint = t('account.password-hint', { least: PASSWORD_LEAST });
  return (
    <>
      <Field name="email" label={t('account.email')} hint={t(emailHint)} problem={problem}>
        <input type="email" value={field('email')} autocomplete="email" dir="ltr" required />
      </Field>
      <Field name="password" label={t('account.password')} hint={passwordHint} problem={problem}>
        <input
          type="password"
          minlength={PASSWORD_LEAST}
          maxlength={PASSWORD_MOST}
          autocomplete="new-password"
          required
        />
      </Field>
    </>
  );
}

const Reason = ({ visit: { t, field }, problem }: PartProps): JSX.Element => (
  <Field name="reason" label={t('account.reason')} hint={t('account.reason-hint')} problem={problem}>
    <textarea maxlength={REASON_LIMIT} value={field('reason')} dir="auto" />
  </Field>
);

function Agreement({ visit, problem }: PartProps): JSX.Element {
  const { t, ctx, field } = visit;
  const { name, rules } = ctx.tenant.settings;
  const title = t('account.rules', { community: name });
  return (
    <>
      {rules.length > 0 && (
        <section class="rules-box" aria-label={title}>
          <h2>{title}</h2>
          <RuleList rules={rules} />
        </section>
      )}
      <Check
        name="agreement"
        label={t(rules.length > 0 ? 'account.agree' : 'account.agree-no-rules')}
        problem={problem}
        checked={field('agreement') === 'yes'}
        required
      />
    </>
  );
}
