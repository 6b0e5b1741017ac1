// Every page and every form of the server, asked for with the other community's names and ids, by a member, a visitor
// and the other community's own browser: none shows anything of the other community, and none changes it.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { formToken } from '../src/web/kit/form.ts';
import { makeCommunity } from './support/community.ts';
import { makeEverything } from './support/everything.ts';
import { fingerprint } from './support/fingerprint.ts';
import { fillPath } from './support/route-requests.ts';
import { type Route, serve } from './support/served.ts';

const [first, second] = [await makeCommunity({ name: 'First' }), await makeCommunity({ name: 'Second' })];
const [ours, theirs] = [await makeEverything(first), await makeEverything(second)];
const served = await serve(first.deployment);
const before = await fingerprint(second);

const PAGE =
  /^\/(?!api|oauth|graphql|media|assets|docs|nodeinfo|\.well-known|livez|readyz|metrics)(?!.*\.(json|graphql)$)/;

const pages = served.routes.filter(({ path }) => PAGE.test(path));

/** Bodies that name the other community's things in every field a form has for one. */
const FIELDS = { reply: 'status', id: 'session', media: 'media', redraft: 'status', post: 'status' } as const;

const body = (token: string): string =>
  new URLSearchParams({
    form_token: token,
    return: '/home',
    text: 'Hello',
    ...Object.fromEntries(Object.entries(FIELDS).map(([name, id]) => [name, theirs.ids[id]])),
  }).toString();

interface Browser {
  readonly who: string;
  readonly cookie: string | undefined;
}

const BROWSERS: readonly Browser[] = [
  { who: 'a member', cookie: ours.token },
  { who: 'a visitor', cookie: undefined },
  { who: 'the browser of a member of the other community', cookie: theirs.token },
];

function request(route: Route, { cookie }: Browser) {
  const { text: url, filled } = fillPath(route.path, theirs.ids);
  const secret = cookie ?? 'of-no-session';
  const form = { 'content-type': 'application/x-www-form-urlencoded', origin: `http://${first.host}` };
  const headers = {
    accept: 'text/html',
    cookie: cookie === undefined ? `form=${secret}` : `session=${secret}`,
    ...(route.method === 'POST' && form),
  };
  const payload = route.method === 'POST' ? { payload: body(formToken(secret)) } : {};
  return { filled, asked: { method: route.method as 'GET', url, headers, ...payload } };
}

// What would end the session that the walk needs, or keeps its answer open.
const APART = /^\/(sign-out|live|settings\/(password|account\/delete|sessions\/revoke-others))$/;

describe('pages', () => {
  test('the walk covers them', () => {
    for (const path of [
      '/@:name/:id',
      '/posts/:id/like',
      '/users/:id/follow',
      '/settings/profile',
      '/compose',
    ])
      assert.ok(
        pages.some((page) => page.path === path),
        path,
      );
    assert.ok(pages.length > 100, `only ${pages.length}`);
  });

  for (const browser of BROWSERS) {
    for (const route of pages.filter(({ path }) => !APART.test(path))) {
      test(`${route.method} ${route.path} gives ${browser.who} nothing of the other community`, async () => {
        const { filled, asked } = request(route, browser);
        const answer = await served.ask({ ...asked, host: first.host });
        const told = [...filled, ...Object.values(FIELDS).map((id) => theirs.ids[id])];
        const left = told.reduce((text, value) => text.replaceAll(value, ''), answer.body);
        assert.ok(
          !left.includes(theirs.mark),
          `shows: ${left.slice(Math.max(0, left.indexOf(theirs.mark) - 200)).slice(0, 400)}`,
        );
        assert.ok(answer.statusCode < 500, `${answer.statusCode} ${answer.body.slice(0, 300)}`);
        // Deleting what is not there is done already.
        const named = /:(id|name)/.test(route.path) && !route.path.endsWith('/delete');
        if (browser.who === 'a member' && named && !route.path.startsWith('/tags/'))
          assert.ok(
            [303, 404, 422].includes(answer.statusCode),
            `${answer.statusCode} ${answer.body.slice(0, 300)}`,
          );
        if (answer.statusCode === 303 && browser.who === 'a member' && named && route.method === 'POST')
          assert.match(String(answer.headers.location), /^\/(home|notifications|tags)/);
      });
    }
  }

  test('and nothing of the other community has changed', async () => {
    assert.deepEqual(await fingerprint(second), before);
  });
});
