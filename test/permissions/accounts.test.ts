// What nobody learns of another's account: the mail address, whether there is one, and a way in.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openSession } from '../../src/auth/session.ts';
import { schema } from '../../src/graphql/schema.ts';
import { makeBrowser } from '../support/browser.ts';
import { makeCommunity, type Person } from '../support/community.ts';
import { makeEverything } from '../support/everything.ts';
import { rootRequests } from '../support/graphql-documents.ts';
import { PASSWORD } from '../support/logins.ts';
import { requestsFor } from '../support/route-requests.ts';
import { type Asked, serve } from '../support/served.ts';

const community = await makeCommunity();
const { owner, friend, ids, token } = await makeEverything(community);
const served = await serve(community.deployment);
const staff = await community.person('boss', { role: 'owner' });
const ask = (request: Omit<Asked, 'host'>) => served.ask({ ...request, host: community.host });
const graphql = async (query: string, token?: string) =>
  (await ask({ method: 'POST', url: '/graphql', payload: { query }, token })).json();

/** The live stream of somebody signed in stays open; its events are held by src/web/pages/live.test.ts. */
const ENDLESS = '/live';

test("no answer of any route or field shows another's mail address", async () => {
  const routes = served.routes.filter(({ method }) => method === 'GET');
  for (const who of [friend, staff, null]) {
    const token = await who?.token();
    // Signed in both ways: apps send the token, browsers the cookie.
    const headers = who === null ? {} : { cookie: `session=${await sessionOf(who)}` };
    for (const { options } of routes.flatMap((route) => requestsFor(route, ids))) {
      if (options.url === ENDLESS && who !== null) continue;
      const answer = await ask({ ...options, token, headers });
      assert.ok(!answer.body.includes(owner.email), `${options.url}: ${answer.body}`);
    }
    for (const { name, query } of rootRequests(schema, ids).filter(({ name }) => name.startsWith('Query.'))) {
      const answer = await ask({ method: 'POST', url: '/graphql', payload: { query }, token });
      assert.equal(answer.statusCode, 200, answer.body);
      assert.ok(!answer.body.includes(owner.email), `${name}: ${answer.body}`);
    }
  }
});

async function sessionOf(person: Person): Promise<string> {
  const { token } = await openSession(community.ctx(), { userId: person.id, scopes: ['read', 'write'] });
  return token;
}

test("one's own mail address is told to oneself, and not to an app", async () => {
  const email = '{ viewer { email } }';
  assert.equal((await graphql(email, await owner.token())).data.viewer.email, owner.email);
  const { clientId } = await app();
  const byApp = await graphql(email, await appToken(clientId));
  assert.ok(!JSON.stringify(byApp).includes(owner.email));
  assert.equal(byApp.errors[0].extensions.code, 'FORBIDDEN');
});

/** An app with the owner's leave to do everything an app can. */
async function app() {
  const scopes = 'read write follow push profile';
  const payload = { client_name: 'App', redirect_uris: 'https://app.example/back', scopes };
  const made = (await ask({ method: 'POST', url: '/api/v1/apps', payload })).json();
  return { clientId: made.client_id as string };
}

async function appToken(clientId: string): Promise<string> {
  const { appByClientId } = await import('../../src/auth/oauth/app.ts');
  const { mintToken } = await import('../../src/auth/mint.ts');
  const app = await appByClientId(community.ctx(), clientId);
  return mintToken(community.ctx(), owner.id, ['read', 'write', 'follow', 'push', 'profile'], app!.id);
}

describe('a password', () => {
  const wrong = ['', 'x', '0'.repeat(43), owner.id, 'null'];

  test('is not set without the secret of the link, by GraphQL', async () => {
    for (const secret of wrong) {
      const query = `mutation { resetPassword(input: { secret: "${secret}", password: "eves own password" }) { errors { code field } } }`;
      assert.deepEqual((await graphql(query)).data.resetPassword.errors, [
        { code: 'INVALID', field: 'secret' },
      ]);
    }
  });

  test('is not set without the secret of the link, in the browser', async () => {
    for (const secret of wrong) {
      const browser = makeBrowser(community);
      const page = await browser.open('/reset');
      const token = await browser.submit(page, '/reset', { email: 'nobody@example.org' });
      const form = await browser.open(`/reset/confirm?secret=${secret}`);
      assert.ok(token.status < 500);
      if (!form.html.includes('action="/reset/confirm"')) continue;
      const set = { password: 'eves own password' };
      const answer = await browser.submit(form, '/reset/confirm', set);
      assert.notEqual(answer.status, 303, answer.html);
      assert.ok(!browser.cookies.has('session'));
    }
  });

  test('is not changed without the present one', async () => {
    const query = `mutation { changePassword(input: { currentPassword: "guessed", newPassword: "eves own password" }) { errors { code } } }`;
    assert.equal((await graphql(query, await owner.token())).data.changePassword.errors[0].code, 'INVALID');
  });

  test('is still the old one after all that', async () => {
    const query = `mutation { logIn(input: { login: "${owner.email}", password: "${PASSWORD}" }) { token errors { code } } }`;
    assert.deepEqual((await graphql(query)).data.logIn.errors, []);
  });
});

describe('whether there is an account', () => {
  const people = [owner.email, 'nobody@example.org'];

  test('the answer to a sign-in does not tell', async () => {
    const logins = [...people, owner.username, 'nobody'];
    const answers = await Promise.all(
      logins.map((login) =>
        graphql(
          `mutation { logIn(input: { login: "${login}", password: "not it at all" }) { token errors { code message field rule } } }`,
        ),
      ),
    );
    for (const answer of answers) assert.deepEqual(answer, answers[0]);
    assert.equal(answers[0].data.logIn.errors[0].code, 'INVALID');
  });

  test('the answers to a forgotten password and a lost mail do not tell', async () => {
    for (const mutation of ['requestPasswordReset', 'resendConfirmation']) {
      const [known, unknown] = await Promise.all(
        people.map((email) =>
          graphql(`mutation { ${mutation}(input: { email: "${email}" }) { errors { code message } } }`),
        ),
      );
      assert.deepEqual(known, unknown);
    }
  });

  test('the answer to a sign-up with a taken mail address does not tell', async () => {
    const answers = await Promise.all(
      people.map((email, index) =>
        graphql(
          `mutation { register(input: { username: "newcomer${index}", email: "${email}", password: "a password of mine", agreement: true }) { confirmationSent errors { code message } } }`,
        ),
      ),
    );
    assert.deepEqual(answers[0], answers[1]);
    assert.equal(answers[0].data.register.confirmationSent, true);
  });

  test('the pages do not tell', async () => {
    for (const [path, field] of [
      ['/sign-in', 'login'],
      ['/reset', 'email'],
      ['/confirm/again', 'email'],
    ]) {
      const shown = await Promise.all(
        people.map(async (email) => {
          const browser = makeBrowser(community);
          const answer = await browser.submit(await browser.open(path!), path!, {
            [field!]: email,
            password: 'not it at all',
          });
          // The form's token and the policy's nonce are new on each page.
          const text = answer.html
            .replaceAll(email, '')
            .replaceAll(/(name="form_token" value|nonce)="[\w-]+"/g, '');
          return { status: answer.status, location: answer.location, text };
        }),
      );
      assert.deepEqual(shown[0], shown[1]);
    }
  });
});

test('a token in an address is no token, on any route', async () => {
  const secrets = { access_token: token, token, bearer_token: token };
  for (const route of served.routes) {
    for (const { options } of requestsFor(route, ids)) {
      const [plain, with_] = await Promise.all([
        ask(options),
        ask({ ...options, query: { ...(options.query as Record<string, string>), ...secrets } }),
      ]);
      assert.equal(with_.statusCode, plain.statusCode, `${route.method} ${route.path}: ${with_.body}`);
      if (plain.statusCode !== 200) continue;
      assert.ok(!/"(favourited|bookmarked)":true/.test(with_.body), route.path);
    }
  }
  const payload = { query: '{ viewer { user { username } } }' };
  const asked = await ask({ method: 'POST', url: '/graphql', query: secrets, payload });
  assert.equal(asked.json().data.viewer, null);
  const form = await ask({
    method: 'POST',
    url: '/api/v1/statuses',
    payload: { status: 'x', access_token: token },
  });
  assert.equal(form.statusCode, 401);
});
