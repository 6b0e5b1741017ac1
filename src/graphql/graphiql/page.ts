// GraphiQL at GET /graphql: a static page with no inline script, under a policy that lets it talk to this
// origin only. Who is signed in here is signed in there, by the session cookie.

import type { FastifyInstance } from 'fastify';
import { html, type SafeHtml } from '../../utils/html.ts';
import { assetRoutes } from './assets.ts';

const HEADERS = {
  // GraphiQL's editor sets styles from script; its fonts are inside its style sheet.
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'X-Frame-Options': 'DENY',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'same-origin',
  'Cache-Control': 'no-cache',
};

/** Mounts the page and its files. A request that wants no page is told to POST. */
export function graphiqlRoutes(fastify: FastifyInstance): void {
  const urls = assetRoutes(fastify);
  const page = graphiql((name) => urls.get(name) ?? '').toString();
  fastify.get('/graphql', (request, reply) => {
    if (!/\btext\/html\b/.test(request.headers.accept ?? '')) {
      const message = 'Send a POST with application/json: {"query": "…", "variables": {…}}';
      return reply
        .code(405)
        .header('Allow', 'POST')
        .send({ errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] });
    }
    return reply.headers(HEADERS).type('text/html; charset=utf-8').send(page);
  });
}

const graphiql = (url: (name: string) => string): SafeHtml => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>GraphiQL</title>
<link rel="stylesheet" href="${url('graphiql.min.css')}">
<link rel="stylesheet" href="${url('page.css')}">
<script src="${url('react.production.min.js')}" defer></script>
<script src="${url('react-dom.production.min.js')}" defer></script>
<script src="${url('graphiql.min.js')}" defer></script>
<script src="${url('start.js')}" defer></script>
</head>
<body><div id="graphiql">Loading GraphiQL …</div></body>
</html>
`;
