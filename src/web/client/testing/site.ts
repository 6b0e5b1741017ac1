// A small site with the markup and the answers that the page script relies on, and with the product's policy,
// to try the script in a browser without database or domain.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { freePort } from '../../../../test/support/running-server.ts';
import { clientMessages } from '../../../utils/messages/client-messages.ts';
import { CLIENT_KEYS } from '../../kit/client-keys.ts';
import { policy } from '../../kit/policy.ts';

export interface Site {
  readonly address: string;
  /** "GET /home?max_id=…" of every request. */
  readonly hits: string[];
  readonly liked: Set<number>;
  readonly uploads: Map<string, number>;
  /** Answers of the next requests whose "METHOD /path" begins so, in place of the usual. */
  readonly instead: Map<string, (request: IncomingMessage, response: ServerResponse) => void>;
  /** Open lines to /live. */
  readonly lines: Set<ServerResponse>;
  addPosts(count: number): void;
  tell(event: string, data: object): void;
  /** Stops answering and listens again at the same port. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

const PAGE = 20;
const STYLE = `
  .feed > .post { content-visibility: auto; contain-intrinsic-size: auto 200px; border-bottom: 1px solid; }
  .more { display: block; min-height: 3rem } .feed-newer { position: sticky; top: 0; height: 0 }
  .n0 { min-height: 90px } .n1 { min-height: 240px } .n2 { min-height: 430px }`;

/** Starts the site on a free port. */
export async function makeSite(): Promise<Site> {
  const script = await bundle();
  const sockets = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      // A browser that goes away in the middle of a request is part of what is tried.
      if (!request.destroyed) throw error;
    });
  });
  let newest = 100;
  const port = await freePort();

  const site: Site = {
    get address() {
      return `http://localhost:${port}`;
    },
    hits: [],
    liked: new Set(),
    uploads: new Map(),
    instead: new Map(),
    lines: new Set(),
    addPosts: (count) => {
      newest += count;
    },
    tell(event, data) {
      for (const line of site.lines) line.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    },
    async stop() {
      sockets.closeAllConnections();
      await new Promise((resolve) => sockets.close(resolve));
    },
    async start() {
      await new Promise<void>((resolve) => sockets.listen(port, resolve));
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url!, site.address);
    const hit = `${request.method} ${url.pathname}`;
    site.hits.push(hit + url.search);
    const instead = [...site.instead].find(([begin]) => hit.startsWith(begin));
    if (instead !== undefined) {
      site.instead.delete(instead[0]);
      return instead[1](request, response);
    }
    const file = script.get(basename(url.pathname));
    if (file !== undefined) return send(response, 'text/javascript', file);
    if (url.pathname === '/style.css') return send(response, 'text/css', STYLE);
    const act = /^\/posts\/(\d+)\/(un)?like$/.exec(url.pathname);
    if (act !== null) return like(response, Number(act[1]), act[2] === undefined);
    if (url.pathname === '/live') return live(request, response, url.searchParams.get('home')!);
    if (url.pathname === '/live/watch') return watch(response, await bodyOf(request));
    if (url.pathname === '/compose/media') return upload(request, response);
    if (url.pathname === '/sign-out') {
      response.setHeader('Clear-Site-Data', '"cache"');
      return send(response, 'text/html', '<!doctype html><title>out</title>');
    }
    const list = feed(url);
    const fragment = url.searchParams.get('fragment') === '1';
    sendPage(response, url.pathname.startsWith('/home') ? list : '', fragment);
  }

  function feed(url: URL): string {
    const top = Math.min(newest, Number(url.searchParams.get('max_id') ?? newest + 1) - 1);
    const bottom = Math.max(Number(url.searchParams.get('min_id') ?? 0), top - PAGE, 0);
    const ids = Array.from({ length: Math.max(0, top - bottom) }, (_, index) => top - index);
    const query = new URLSearchParams(url.search);
    query.delete('fragment');
    query.set('max_id', String(ids.at(-1)));
    const end =
      bottom > 0
        ? `<a class="more" rel="next" href="/home?${query}">More</a>`
        : '<p class="end-of-list">End</p>';
    return ids.map(card).join('') + end;
  }

  function card(id: number): string {
    const [act, pressed] = site.liked.has(id) ? ['unlike', true] : ['like', false];
    return (
      `<article class="post n${id % 3}" id="post-${id}" data-post="${id}" data-cursor="${id}" tabindex="-1">` +
      `<div class="content"><a class="when" href="/@ann/${id}"><time datetime="2026-01-01T00:00:00Z" data-relative>old</time></a>` +
      `<button form="act" formaction="/posts/${id}/${act}" data-act="like" aria-pressed="${pressed}">` +
      `<span class="count">${site.liked.has(id) ? 3 : 2}</span><span class="words">Like</span></button></div></article>`
    );
  }

  function like(response: ServerResponse, id: number, pressed: boolean): void {
    if (pressed) site.liked.add(id);
    else site.liked.delete(id);
    const counts = { likes: pressed ? 3 : 2, reposts: 0, comments: 0 };
    send(response, 'application/json', JSON.stringify({ ok: true, pressed, counts }));
  }

  function live(request: IncomingMessage, response: ServerResponse, since: string): void {
    site.lines.add(response);
    request.on('close', () => site.lines.delete(response));
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    const count = Math.max(0, newest - Number(since));
    const home = { since, newer: Array.from({ length: count }, (_, index) => String(newest - index)) };
    const hello = { stream: 'stream', unread: 0, home, community: null };
    response.write(`retry: 3000\nevent: hello\ndata: ${JSON.stringify(hello)}\n\n`);
  }

  function watch(response: ServerResponse, body: string): void {
    const { posts } = JSON.parse(body) as { posts: string[] };
    const counts = posts.map((id) => ({
      id,
      likes: site.liked.has(Number(id)) ? 3 : 2,
      reposts: 0,
      comments: 0,
    }));
    send(response, 'application/json', JSON.stringify({ ok: true, posts: counts }));
  }

  async function upload(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const key = String(request.headers['idempotency-key']);
    const { length } = await bodyOf(request);
    if (request.complete && !site.uploads.has(key)) site.uploads.set(key, length);
    const id = [...site.uploads.keys()].indexOf(key) + 1;
    send(
      response,
      'application/json',
      JSON.stringify({ id: String(id), previewUrl: '/p', width: 1, height: 1 }),
    );
  }

  await site.start();
  return site;
}

function sendPage(response: ServerResponse, main: string, fragment: boolean): void {
  response.setHeader('Cache-Control', 'private, no-cache');
  response.setHeader('Vary', '*');
  if (fragment) {
    send(response, 'text/html', main);
    return;
  }
  const nonce = 'abc';
  response.setHeader('Content-Security-Policy', policy({ nonce, style: '' }));
  const data = { viewer: '1', messages: clientMessages('en', CLIENT_KEYS) };
  send(
    response,
    'text/html',
    `<!doctype html><html lang="en"><head><title>Home</title><link rel="stylesheet" href="/style.css">
<script type="module" src="/web/main.js" nonce="${nonce}"></script></head><body>
<span class="badge" data-unread hidden>0</span><a id="away" href="/@ann/1">away</a>
<main id="main" tabindex="-1"><nx-feed class="feed" role="feed" aria-label="Home" data-name="home" data-newest="${/id="post-(\d+)"/.exec(main)?.[1] ?? '0'}">${main}</nx-feed></main>
<textarea id="text"></textarea><div id="toasts" role="status" aria-live="polite"></div><div id="alerts" role="alert"></div>
<script type="application/json" id="page">${JSON.stringify(data)}</script>
<form id="act" method="post" hidden><input type="hidden" name="form_token" value="token"></form>
<form id="out" method="post" action="/sign-out"><button>Sign out</button></form></body></html>`,
  );
}

function send(response: ServerResponse, type: string, body: string | Uint8Array): void {
  response.setHeader('Content-Type', `${type}; charset=utf-8`);
  response.end(body);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('latin1');
}

/** The script as the product bundles it, and the parts that only some pages load. */
async function bundle(): Promise<ReadonlyMap<string, Uint8Array>> {
  const client = join(import.meta.dirname, '..');
  const { outputFiles } = await build({
    entryPoints: ['main.ts', 'drafts.ts', 'upload.ts'].map((name) => join(client, name)),
    outdir: '/out',
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    logLevel: 'silent',
  });
  return new Map(outputFiles.map(({ path, contents }) => [basename(path), contents]));
}
