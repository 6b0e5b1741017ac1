// Where an app asks a person for access. Nothing is sent to an address the app has not registered, and
// nobody is sent anywhere before having signed in: an app is registered by anybody (RFC 9700 4.11.2).

import {
  type Authorization,
  AuthorizationRefused,
  type AuthorizationRequest,
  denyAuthorization,
  grantCode,
  startAuthorization,
} from '../../auth/oauth/authorize.ts';
import { type OAuthCode, OAuthError } from '../../auth/oauth/error.ts';
import type { MessageKey } from '../../utils/messages/catalogue.ts';
import { alonePage } from '../kit/alone.tsx';
import { emphasised } from '../kit/linked.tsx';
import { type Answer, action, type Page, page, signInFirst, type WebApp } from '../kit/page.ts';
import type { Visit } from '../kit/visit.ts';
import { consentPage, PARAMETERS, PATH } from './consent.tsx';

export const authorizePages = (app: WebApp): void => {
  page(app, PATH, async (visit) => {
    const asked = readRequest((name) => visit.query(name));
    return start(visit, asked, (authorization) =>
      consentPage(visit, { asked, authorization, again: again(asked) }),
    );
  });

  action(app, PATH, async (visit) => {
    const asked = readRequest((name) => visit.field(name));
    return start(visit, asked, async (authorization) => {
      if (visit.field('decision') !== 'allow') return denied(visit, authorization);
      const { code, redirect } = await grantCode(visit.ctx, authorization);
      return redirect === null ? codePage(visit, code, authorization) : { redirect };
    });
  });
};

function readRequest(read: (name: string) => string): AuthorizationRequest {
  return Object.fromEntries(PARAMETERS.map((name) => [name, read(name) || undefined]));
}

/** Checks a request, has the person sign in, and goes on; the app hears of its own mistakes only then. */
async function start(
  visit: Visit,
  asked: AuthorizationRequest,
  goOn: (authorization: Authorization) => Answer | Promise<Answer>,
): Promise<Answer> {
  try {
    const authorization = await startAuthorization(visit.ctx, asked);
    if (visit.ctx.viewer === null || /^(true|1)$/.test(visit.query('force_login')))
      return signInFirst(again(asked));
    return await goOn(authorization);
  } catch (error) {
    if (error instanceof OAuthError) return refusedPage(visit, error);
    if (!(error instanceof AuthorizationRefused)) throw error;
    return visit.ctx.viewer === null ? signInFirst(again(asked)) : { redirect: error.redirect };
  }
}

/** The same request, without `force_login`, which has done its work by then. */
function again(asked: AuthorizationRequest): string {
  const given = Object.entries(asked).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return `${PATH}?${new URLSearchParams(given)}`;
}

const MISTAKES: Partial<Record<OAuthCode, MessageKey>> = {
  invalid_client: 'account.app-unknown',
  invalid_request: 'account.app-address',
};

/** Only who builds the app can mend what has no sentence of ours: it is told in the words of OAuth. */
function refusedPage({ t }: Visit, { code, message }: OAuthError): Page {
  const lead = t(MISTAKES[code] ?? 'account.app-mistake', { message });
  return alonePage({ title: t('account.app-refused'), lead, icon: 'circle-alert' }, { status: 400 });
}

function denied(visit: Visit, authorization: Authorization): Answer {
  const redirect = denyAuthorization(visit.ctx, authorization);
  if (redirect !== null) return { redirect };
  const { t } = visit;
  return alonePage({
    title: t('account.declined'),
    lead: emphasised(t, 'account.declined-lead', { app: authorization.app.name }),
  });
}

const codePage = ({ t }: Visit, code: string, { app }: Authorization): Page =>
  alonePage(
    {
      title: t('account.your-code'),
      lead: emphasised(t, 'account.code-lead', { app: app.name }),
      icon: 'key-round',
      children: <code class="code">{code}</code>,
    },
    { secret: true },
  );
