// Two people with a `masto` client each: both sign up through the app, one lets it in in the browser as well.

import { createOAuthAPIClient, createRestAPIClient, type mastodon } from 'masto';
import { allowApp } from '../support/allow-app.ts';
import { PASSWORD, type RunningServer, runServer } from '../support/running-server.ts';

const SCOPES = 'read write follow push';
const OUT_OF_BAND = 'urn:ietf:wg:oauth:2.0:oob';

export interface MastoPerson {
  readonly api: mastodon.rest.Client;
  readonly id: string;
  readonly token: string;
}

export interface MastoPeople {
  readonly server: RunningServer;
  /** Registered app, with its secret. */
  readonly app: mastodon.v1.Client;
  readonly nobody: mastodon.rest.Client;
  readonly ann: MastoPerson;
  readonly ben: MastoPerson;
  readonly signUp: (username: string) => Promise<MastoPerson>;
}

/** Starts a server and brings its first two people. */
export async function makePeople(): Promise<MastoPeople> {
  const server = await runServer();
  const nobody = createRestAPIClient({ url: server.address });
  const app = await nobody.v1.apps.create({
    clientName: 'Compat',
    redirectUris: [OUT_OF_BAND, 'https://app.example/back'],
    scopes: SCOPES,
    website: 'https://app.example',
  });
  const signUp = await signUpWith(server, app);
  const [ann] = await Promise.all([signUp('ann'), signUp('ben')]);
  const ben = await personOf(server, await letIn(server, app, 'ben'));
  return { server, app, nobody, ann, ben, signUp };
}

async function signUpWith(server: RunningServer, app: mastodon.v1.Client) {
  const oauth = createOAuthAPIClient({ url: server.address });
  const { accessToken } = await oauth.token.create({
    ...keys(app),
    grantType: 'client_credentials',
    scope: SCOPES,
  });
  const { v1 } = createRestAPIClient({ url: server.address, accessToken });
  return async (username: string): Promise<MastoPerson> => {
    const email = `${username}@example.org`;
    const sheet = { username, email, password: PASSWORD, agreement: true, locale: 'en' };
    return personOf(server, (await v1.accounts.create(sheet)).accessToken);
  };
}

/** The code flow: the address an app opens, what the person does there, and the exchange of the code. */
async function letIn(server: RunningServer, app: mastodon.v1.Client, login: string): Promise<string> {
  const asked = { response_type: 'code', client_id: app.clientId!, redirect_uri: OUT_OF_BAND, scope: SCOPES };
  const address = `${server.address}/oauth/authorize?${new URLSearchParams(asked)}`;
  const code = await allowApp(address, { login, password: PASSWORD });
  const oauth = createOAuthAPIClient({ url: server.address });
  const { accessToken } = await oauth.token.create({ ...keys(app), grantType: 'authorization_code', code });
  return accessToken;
}

const keys = ({ clientId, clientSecret }: mastodon.v1.Client) => ({
  clientId: clientId!,
  clientSecret: clientSecret!,
  redirectUri: OUT_OF_BAND,
});

async function personOf(server: RunningServer, token: string): Promise<MastoPerson> {
  const api = createRestAPIClient({ url: server.address, accessToken: token });
  const { id } = await api.v1.accounts.verifyCredentials();
  return { api, id, token };
}
