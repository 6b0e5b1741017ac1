// What a person sees when an app asks for access: who asks, what for, as whom, and where the answer goes.

import type { JSX, VNode } from 'preact';
import type { Authorization, AuthorizationRequest } from '../../auth/oauth/authorize.ts';
import { type Profile, viewerProfile } from '../../user/user.ts';
import { Avatar } from '../components/avatar.tsx';
import { firstLetter } from '../components/brand.tsx';
import { Form } from '../components/form.tsx';
import { Icon } from '../components/icon.tsx';
import { alonePage } from '../kit/alone.tsx';
import { emphasised, linked } from '../kit/linked.tsx';
import type { Page } from '../kit/page.ts';
import type { Visit } from '../kit/visit.ts';
import { scopeSentences } from './scope-sentence.ts';

export const PATH = '/oauth/authorize';

export const PARAMETERS = [
  'response_type',
  'client_id',
  'redirect_uri',
  'scope',
  'state',
  'code_challenge',
  'code_challenge_method',
] as const;

export interface Asked {
  readonly asked: AuthorizationRequest;
  readonly authorization: Authorization;
  /** This page's own address. */
  readonly again: string;
}

/** The page that asks the viewer whether an app may act for them. */
export async function consentPage(visit: Visit, { asked, authorization, again }: Asked): Promise<Page> {
  const { t, ctx } = visit;
  const { app, scopes, redirectUri } = authorization;
  const viewer = await viewerProfile(ctx);
  const card = {
    title: t('account.let-in', { app: app.name }),
    lead: emphasised(t, 'account.consent-lead', { app: app.name }),
    foot: linked(t, 'account.another', `/sign-in?${new URLSearchParams({ next: again })}`),
    children: (
      <>
        {app.website !== null && <Website visit={visit} website={app.website} />}
        <Account profile={viewer} app={app.name} />
        <h2 class="may">{t('account.may')}</h2>
        <ul class="scopes">
          {scopeSentences(t, scopes).map((sentence) => (
            <li>
              <Icon name="check" />
              <span>{sentence}</span>
            </li>
          ))}
        </ul>
        <p class="soft small">
          {destination(visit, redirectUri)} {t('account.take-back')}
        </p>
        <Decision visit={visit} asked={asked} />
      </>
    ),
  };
  return alonePage(card, { answersTo: redirectUri });
}

/** Anybody can write any website here: it is shown as the app's own word. */
function Website({ visit, website }: { visit: Visit; website: string }): JSX.Element {
  const link = (
    <a href={website} rel="nofollow noopener noreferrer" target="_blank" dir="ltr">
      {website.replace(/^https?:\/\//, '').replace(/\/$/, '')}
    </a>
  );
  return <p class="soft small">{visit.t.parts<VNode>('account.consent-website', { link })}</p>;
}

/** The two sides of it: the app, and the account it would act for. */
const Account = ({ profile, app }: { profile: Profile; app: string }): JSX.Element => (
  <div class="consent-pair">
    <span class="app-mark" aria-hidden="true">
      {firstLetter(app)}
    </span>
    <Icon name="link" />
    <Avatar profile={profile} />
    <div class="who">
      <strong dir="auto">{profile.displayName || profile.username}</strong>
      <bdi class="soft small">@{profile.username}</bdi>
    </div>
  </div>
);

function Decision({ visit, asked }: { visit: Visit; asked: AuthorizationRequest }): JSX.Element {
  const { t } = visit;
  return (
    <Form visit={visit} action={PATH} class="consent-form">
      {PARAMETERS.map((name) => (
        <input type="hidden" name={name} value={asked[name] ?? ''} />
      ))}
      <button type="submit" class="button quiet" name="decision" value="deny">
        {t('account.decline')}
      </button>
      <button type="submit" class="button" name="decision" value="allow">
        {t('account.allow')}
      </button>
    </Form>
  );
}

/** Anybody can give an app any name; where the answer goes cannot be made up. */
function destination({ t }: Visit, uri: string): string {
  const url = new URL(uri);
  if (url.protocol === 'urn:') return t('account.answer-code');
  return /^https?:$/.test(url.protocol)
    ? t('account.answer-host', { host: url.host })
    : t('account.answer-device', { scheme: `${url.protocol}…` });
}
