import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import cookie from '@fastify/cookie';
import Fastify, { type LightMyRequestResponse } from 'fastify';
import { h } from 'preact';
import { atEnd } from '../../../test/support/at-end.ts';
import { makeCommunity } from '../../../test/support/community.ts';
import { findTenant } from '../../http/request-context.ts';
import { notFound } from '../../utils/error.ts';
import { cacheLookups } from '../../utils/metrics.ts';
import { type Handler, page } from './page.ts';
import { emptyViews } from './view-cache.ts';
import type { Visit } from './visit.ts';

const [reef, wood] = [await makeCommunity({ name: 'Reef' }), await makeCommunity({ name: 'Wood' })];

type Ask = (
  path: string,
  headers?: Record<string, string>,
  method?: 'GET' | 'HEAD',
) => Promise<LightMyRequestResponse>;

/** A server of one page, at every path. */
async function served(handler: Handler): Promise<Ask> {
  const fastify = Fastify();
  fastify.addHook('onRequest', findTenant(reef.deployment));
  await fastify.register(cookie, { hook: false });
  page({ fastify, deployment: reef.deployment }, '/*', handler);
  atEnd(() => fastify.close());
  return (url, headers = {}, method = 'GET') =>
    fastify.inject({ method, url, headers: { host: reef.host, ...headers } });
}

/** A page for all, which says how often it was made. */
function counted(more: (visit: Visit) => string = () => ''): { handler: Handler; made: () => number } {
  let made = 0;
  const handler: Handler = (visit) => ({
    title: 'Page',
    shared: true,
    main: h('p', null, `made ${++made} ${more(visit)}.`),
  });
  return { handler, made: () => made };
}

let paths = 0;
const somewhere = () => `/place-${++paths}`;

const countOf = (answer: LightMyRequestResponse) => Number(/made (\d+)/.exec(answer.body)?.[1]);
const nonceOf = (answer: LightMyRequestResponse) =>
  /'nonce-([\w-]+)'/.exec(String(answer.headers['content-security-policy']))![1]!;

async function lookups(outcome: string): Promise<number> {
  const { values } = await cacheLookups.get();
  return values.find(({ labels }) => labels.cache === 'view' && labels.outcome === outcome)?.value ?? 0;
}

test('a page for all is made once, and every answer has a nonce of its own', async () => {
  const { handler } = counted();
  const [ask, path, before] = [await served(handler), somewhere(), await lookups('hit')];
  const [first, second] = [await ask(path), await ask(path)];
  assert.deepEqual([countOf(first), countOf(second)], [1, 1]);
  assert.equal(first.headers.etag, second.headers.etag);
  assert.notEqual(nonceOf(first), nonceOf(second));
  for (const answer of [first, second]) assert.ok(answer.body.includes(`nonce="${nonceOf(answer)}"`));
  assert.equal((await lookups('hit')) - before, 1);
  assert.match(String(first.headers['cache-control']), /^private/);
});

test('what somebody writes never becomes a nonce', async () => {
  const ask = await served(counted(() => 'nonce-goes-here nonce- NONCE_SLOT').handler);
  const answer = await ask(somewhere());
  assert.equal(answer.body.split(nonceOf(answer)).length, 2, 'only where the script is named');
});

test('visitors who come while a page is made wait for it', async () => {
  const { handler, made } = counted();
  const ask = await served(async (visit) => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    return handler(visit);
  });
  const path = somewhere();
  const answers = await Promise.all(Array.from({ length: 20 }, () => ask(path)));
  assert.ok(answers.every((answer) => countOf(answer) === 1));
  assert.equal(made(), 1);
});

test('a page with a form token is nobody else’s, though it says that it is for all', async () => {
  const ask = await served(counted((visit) => visit.token()).handler);
  const path = somewhere();
  const answers = await Promise.all([ask(path), ask(path), ask(path)]);
  answers.push(await ask(path));
  const tokens = answers.map((answer) => /made \d+ ([\w-]+)/.exec(answer.body)![1]!);
  assert.equal(new Set(tokens).size, 4);
  assert.equal(new Set(answers.map(({ cookies }) => cookies[0]!.value)).size, 4);
  for (const { headers } of answers) {
    assert.equal(headers.etag, undefined);
    assert.equal(headers.vary, '*');
  }
});

test('a page that is not for all, that failed or whose address is secret is not kept', async () => {
  for (const more of [{ shared: false }, { status: 404 }, { secret: true }]) {
    const { handler } = counted();
    const ask = await served(async (visit) => ({ ...(await handler(visit)), ...more }));
    const path = somewhere();
    assert.deepEqual([countOf(await ask(path)), countOf(await ask(path))], [1, 2]);
  }
});

test('communities, languages, looks and addresses never get each other’s pages', async () => {
  const what = ({ ctx, t, look, here }: Visit) =>
    [ctx.tenant.slug, t.locale.tag, look.theme, look.contrast, look.motion, look.text, here].join(' ');
  const ask = await served(counted(what).handler);
  const path = somewhere();
  const kinds: Record<string, string>[] = [
    {},
    { host: wood.host },
    { 'accept-language': 'fr' },
    { 'accept-language': 'ar' },
    { cookie: 'look=language=es' },
    { cookie: 'look=theme=dark' },
    { cookie: 'look=contrast=more' },
    { cookie: 'look=motion=less' },
    { cookie: 'look=text=large' },
  ];
  const asked = [...kinds.map((headers) => [path, headers] as const), [`${path}?a=1`, {}] as const];
  const round = () => Promise.all(asked.map(async ([url, headers]) => (await ask(url, headers)).body));
  const shown = (bodies: string[]) => bodies.map((body) => /<p>made \d+ ([^<]*)\./.exec(body)![1]!);
  const first = shown(await round());
  assert.equal(new Set(first).size, asked.length);
  assert.deepEqual(shown(await round()), first);
  assert.match(first[4]!, / es /);
});

test('a page is asked for again with its tag, however a proxy has changed that', async () => {
  const [ask, path] = [await served(counted().handler), somewhere()];
  const tag = String((await ask(path)).headers.etag);
  for (const known of [tag, tag.slice(2), `"other", ${tag}`]) {
    const answer = await ask(path, { 'if-none-match': known });
    assert.deepEqual([answer.statusCode, answer.body, answer.headers.etag], [304, '', tag], known);
    assert.ok(answer.headers['cache-control'] && answer.headers.vary);
    assert.equal(answer.headers['content-security-policy'], undefined, 'its nonce is in the old copy');
  }
  assert.equal((await ask(path, { 'if-none-match': 'W/"other"' })).statusCode, 200);
});

test('a kept page goes compressed, each time with its own nonce', async () => {
  const [ask, path] = [await served(counted(() => 'word '.repeat(1000)).handler), somewhere()];
  const coding = { 'accept-encoding': 'gzip, deflate, br' };
  const [first, second] = [await ask(path, coding), await ask(path, coding)];
  for (const answer of [first, second]) {
    assert.equal(answer.headers['content-encoding'], 'gzip');
    const html = gunzipSync(answer.rawPayload).toString();
    assert.ok(html.includes(`nonce="${nonceOf(answer)}"`) && html.endsWith('</html>'));
  }
  assert.notEqual(nonceOf(first), nonceOf(second));
  assert.equal((await ask(path)).headers['content-encoding'], undefined);
});

test('a page looked at without its body is the same page', async () => {
  const [ask, path] = [await served(counted().handler), somewhere()];
  const head = await ask(path, {}, 'HEAD');
  const full = await ask(path);
  assert.deepEqual([head.statusCode, head.body, head.headers.etag], [200, '', full.headers.etag]);
  assert.equal(countOf(full), 1);
});

test('an old page is shown while a new one is made, and not for long', async (t) => {
  t.after(() => mock.timers.reset());
  mock.timers.enable({ apis: ['Date'], now: Date.now() });
  const [ask, path] = [await served(counted().handler), somewhere()];
  assert.equal(countOf(await ask(path)), 1);
  mock.timers.tick(2_500);
  assert.equal(countOf(await ask(path)), 1);
  assert.equal(countOf(await ask(path)), 2, 'made behind the first');
  mock.timers.tick(33_000);
  assert.equal(countOf(await ask(path)), 3);
});

test('an old page goes when it is refused now, and stays when something is broken', async (t) => {
  t.after(() => mock.timers.reset());
  mock.timers.enable({ apis: ['Date'], now: Date.now() });
  for (const [error, status] of [
    [notFound(), 404],
    [new Error('broken'), 200],
  ] as const) {
    const { handler } = counted();
    let failing = false;
    const ask = await served((visit) => {
      if (failing) throw error;
      return handler(visit);
    });
    const path = somewhere();
    await ask(path);
    mock.timers.tick(2_500);
    failing = true;
    assert.equal((await ask(path)).statusCode, 200);
    const after = await ask(path);
    assert.equal(after.statusCode === 200 ? 200 : 404, status);
  }
});

test('a page that was being made when pages were emptied is not kept', async () => {
  const { handler } = counted();
  let go = () => {};
  let begun = () => {};
  const started = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const gate = new Promise<void>((resolve) => {
    go = resolve;
  });
  const ask = await served(async (visit) => {
    const made = await handler(visit);
    begun();
    await gate;
    return made;
  });
  const path = somewhere();
  const slow = ask(path);
  await started;
  emptyViews(reef.tenant.id);
  const later = ask(path);
  go();
  assert.deepEqual([countOf(await slow), countOf(await later), countOf(await ask(path))], [1, 2, 2]);
});

test('emptying the pages of one community leaves those of another', async () => {
  const [ask, path] = [await served(counted().handler), somewhere()];
  const there = { host: wood.host };
  const before = [countOf(await ask(path)), countOf(await ask(path, there))];
  emptyViews(reef.tenant.id);
  assert.deepEqual(before, [1, 2]);
  assert.deepEqual([countOf(await ask(path)), countOf(await ask(path, there))], [3, 2]);
});
