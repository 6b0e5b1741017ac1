// The list of pages that the gallery and the accessibility check walk through holds every page of the server.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity } from '../support/community.ts';
import { serve } from '../support/served.ts';
import { webPages } from './pages.ts';

/** Answers to GET that are no page to look at, and why. */
const NO_PAGES: Readonly<Record<string, string>> = {
  '/compose/complete': 'data for the composer',
  '/live': 'a stream',
  '/rules': 'leads to /about',
  '/web/:file': 'a file',
  '/service-worker.js': 'a script',
  '/embed.js': 'a script',
  '/manifest.webmanifest': 'data',
  '/favicon.ico': 'a picture',
  '/icons/mark.svg': 'a picture',
  '/icons/unread.svg': 'a picture',
  '/icons/unread.png': 'a picture',
  '/icons/:size.png': 'a picture',
  '/@:name.rss': 'a feed for readers',
  '/tags/:name.rss': 'a feed for readers',
  '/community.rss': 'a feed for readers',
  '/robots.txt': 'for robots',
  '/sitemap.xml': 'for robots',
  '/sitemaps/:name.xml': 'for robots',
  '/oembed': 'data',
  '/status.json': 'data',
};

/** What answers under these is the other faces', and for machines. */
const OTHERS =
  /^\/(api|graphql|docs|media|assets|nodeinfo|\.well-known|livez|readyz|metrics|openapi\.json|schema\.graphql|oauth\/userinfo)/;

const status = { id: '1', account: { acct: 'ada', id: '2' }, client_id: 'app' };

/** One of everything the list asks the API for. */
const ask = async (path: string): Promise<unknown> =>
  /timelines|requests/.test(path) ? [{ ...status, replies_count: 1 }] : status;

test('every page of the server is in the list, and every page of the list is one of the server', async () => {
  const { deployment } = await makeCommunity();
  const { routes } = await serve(deployment);
  const paths = routes
    .filter(({ method, path }) => method === 'GET' && !OTHERS.test(path) && !(path in NO_PAGES))
    .map(({ path }) => path)
    .toSorted(byLiteralParts);
  const listed = (await webPages(ask)).map(({ path }) => routeOf(paths, path.split('?')[0]!));
  assert.deepEqual(
    paths.filter((path) => !listed.includes(path)),
    [],
    'Add them to test/web/pages.ts, or say in this file why they are no pages',
  );
  assert.ok(!listed.includes(undefined));
});

const parameters = (path: string): number => path.split(':').length;
const byLiteralParts = (a: string, b: string): number => parameters(a) - parameters(b);

/** The route that answers at a path: the one with the fewest parameters. */
const routeOf = (routes: readonly string[], path: string): string | undefined =>
  routes.find((route) => new RegExp(`^${route.replaceAll(/:\w+/g, '[^/]+')}$`).test(path));
