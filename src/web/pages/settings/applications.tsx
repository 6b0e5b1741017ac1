// The apps a person has let in, and the tokens made for one's own scripts.

import type { JSX } from 'preact';
import { type AuthorizedApp, listAuthorizedApps, revokeApp } from '../../../auth/oauth/authorized.ts';
import { createToken, deleteToken, listTokens, type PersonalToken } from '../../../auth/personal-token.ts';
import { DomainError } from '../../../utils/error.ts';
import { Form } from '../../components/form.tsx';
import { Icon } from '../../components/icon.tsx';
import { type Answer, memberAction, memberPage, type Page, type WebApp } from '../../kit/page.ts';
import { type Problem, problemOf } from '../../kit/problem.ts';
import type { Visit } from '../../kit/visit.ts';
import { scopeSentences } from '../scope-sentence.ts';
import { settingsForm, settingsPage } from './frame.tsx';
import { pathOf } from './sections.ts';
import { NewToken, TOKENS, TokenForm } from './token-form.tsx';

const PATH = pathOf('applications');

export const applicationPages = (app: WebApp): void => {
  memberPage(app, PATH, (visit) => applicationsPage(visit));
  const form = { to: PATH, show: applicationsPage, fields: [] };
  settingsForm(app, {
    ...form,
    path: `${PATH}/revoke`,
    work: (visit) => revokeApp(visit.ctx, visit.field('id')).catch(goneAlready),
    done: 'app-revoked',
  });
  settingsForm(app, {
    ...form,
    path: `${TOKENS}/revoke`,
    work: (visit) => deleteToken(visit.ctx, visit.field('id')).catch(goneAlready),
    done: 'token-revoked',
  });
  memberAction(app, TOKENS, makeToken);
  // Whoever loads the page of a new token again shall not make another.
  memberPage(app, TOKENS, () => ({ redirect: PATH }));
};

/** What has been revoked before is revoked. */
function goneAlready(error: unknown): void {
  if (!(error instanceof DomainError) || error.code !== 'not-found') throw error;
}

async function applicationsPage(visit: Visit, problem?: Problem): Promise<Page> {
  const { t, ctx } = visit;
  const [apps, tokens] = await Promise.all([listAuthorizedApps(ctx), listTokens(ctx)]);
  return settingsPage(visit, {
    at: 'applications',
    problem,
    children: (
      <>
        <section class="section form">
          <h2>{t('settings.apps')}</h2>
          {apps.length === 0 ? (
            <p class="soft">{t('settings.apps-empty')}</p>
          ) : (
            <ul class="rows">
              {apps.map((one) => (
                <AppRow key={one.id} visit={visit} app={one} />
              ))}
            </ul>
          )}
        </section>
        <section class="section form">
          <h2>{t('settings.tokens')}</h2>
          <p class="soft">
            {t.parts<JSX.Element>('settings.tokens-lead', { link: (words) => <a href="/docs">{words}</a> })}
          </p>
          {tokens.length > 0 && (
            <ul class="rows">
              {tokens.map((token) => (
                <TokenRow key={token.id} visit={visit} token={token} />
              ))}
            </ul>
          )}
        </section>
        <section class="section form">
          <h2>{t('settings.new-token')}</h2>
          <TokenForm visit={visit} problem={problem} />
        </section>
      </>
    ),
  });
}

function AppRow({ visit, app }: { visit: Visit; app: AuthorizedApp }): JSX.Element {
  const { t } = visit;
  return (
    <li>
      <Icon name="smartphone" />
      <div>
        <strong dir="auto">{app.name}</strong>
        {app.website !== null && /^https?:\/\//.test(app.website) && (
          <>
            {' '}
            <a class="small" href={app.website} rel="nofollow noopener noreferrer" target="_blank">
              <bdi>{hostOf(app.website)}</bdi>
            </a>
          </>
        )}
        <About t={t} since={app.createdAt} used={app.lastUsedOn} scopes={app.scopes} />
      </div>
      <Revoke visit={visit} action={`${PATH}/revoke`} id={app.id} name={app.name} />
    </li>
  );
}

const TokenRow = ({ visit, token }: { visit: Visit; token: PersonalToken }): JSX.Element => (
  <li>
    <Icon name="key-round" />
    <div>
      <strong dir="auto">{token.name}</strong>
      <About t={visit.t} since={token.createdAt} used={token.lastUsedOn} scopes={token.scopes} />
    </div>
    <Revoke visit={visit} action={`${TOKENS}/revoke`} id={token.id} name={token.name} />
  </li>
);

interface AboutProps {
  readonly t: Visit['t'];
  readonly since: Date;
  readonly used: string;
  readonly scopes: readonly string[];
}

const About = ({ t, since, used, scopes }: AboutProps): JSX.Element => (
  <>
    <p class="small">{t('settings.may', { what: t.formats.list(scopeSentences(t, scopes)) })}</p>
    <p class="soft small">
      {t('account.security-since', { since: t.formats.date(since), used: t.formats.date(used) })}
    </p>
  </>
);

const Revoke = ({ visit, action, id, name }: { visit: Visit; action: string; id: string; name: string }) => (
  <Form visit={visit} action={action} class="actions">
    <input type="hidden" name="id" value={id} />
    <button
      type="submit"
      class="button quiet compact"
      aria-label={visit.t('settings.revoke-named', { name })}
    >
      {visit.t('settings.revoke')}
    </button>
  </Form>
);

const hostOf = (address: string): string => (URL.canParse(address) ? new URL(address).host : address);

/** The one time the secret is shown. */
async function makeToken(visit: Visit): Promise<Answer> {
  const { t, ctx } = visit;
  try {
    const made = await createToken(ctx, { name: visit.field('name'), scopes: visit.fields('scope') });
    return settingsPage(visit, {
      at: 'applications',
      title: t('settings.token-made'),
      back: PATH,
      secret: true,
      children: <NewToken visit={visit} token={made.token} name={made.name} />,
    });
  } catch (error) {
    return applicationsPage(visit, problemOf(visit, error, ['name', 'scopes']));
  }
}
