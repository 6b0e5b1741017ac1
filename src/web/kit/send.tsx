// Sends a page: renders it, allows its one script by a nonce, compresses it where the browser can.

import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { renderToString } from 'preact-render-to-string';
import { assetAddresses, loadAssets } from './assets.ts';
import { brandSheet } from './brand.ts';
import { Document } from './document.tsx';
import { etagOf, isKnown } from './etag.ts';
import type { Page } from './page.ts';
import { NONCE_SLOT, policy } from './policy.ts';
import { loadShell } from './shell-state.ts';
import { type Slotted, slotted } from './slots.ts';
import type { View } from './view-cache.ts';
import type { Visit } from './visit.ts';

/** Renders a page whose script has this nonce: by default a slot where it goes. */
export async function renderPage(visit: Visit, page: Page, nonce = NONCE_SLOT): Promise<string> {
  const [shell] = await Promise.all([loadShell(visit, page), loadAssets()]);
  const document = <Document visit={visit} page={page} shell={shell} nonce={nonce} />;
  return `<!doctype html>${renderToString(document)}`;
}

/** Renders and sends a page for this visitor alone. */
export async function sendPage(visit: Visit, reply: FastifyReply, page: Page): Promise<FastifyReply> {
  const nonce = makeNonce();
  const markup = await renderPage(visit, page, nonce);
  reply
    .code(page.status ?? 200)
    // A page from the HTTP cache would show what was true before one acted; `Vary: *` has it asked for anew.
    .headers({ 'Cache-Control': page.secret ? 'no-store' : 'private, no-cache', Vary: '*' });
  allow(visit, reply, page, nonce);
  return reply.send(await compressed(visit.request, reply, markup));
}

/** What is the same for all visitors. Its tag is the same in every process: the slot is not. */
export const makeView = (markup: string, framed: boolean): View => ({
  markup,
  framed,
  etag: etagOf(markup.replaceAll(NONCE_SLOT, '')),
});

/** Sends what is the same for all visitors. The nonce must not be shared, so only browsers may keep it. */
export function sendView(visit: Visit, reply: FastifyReply, view: View): FastifyReply {
  reply.headers({
    'Cache-Control': 'private, max-age=2, stale-while-revalidate=30',
    Vary: 'Accept-Encoding, Accept-Language, Cookie',
    ETag: view.etag,
  });
  // Without a policy: the browser keeps the one its copy came with, whose nonce is in that copy.
  if (isKnown(visit.request, view.etag)) return reply.code(304).send();
  const nonce = makeNonce();
  allow(visit, reply, view, nonce);
  if (!/\bgzip\b/.test(visit.request.headers['accept-encoding'] ?? ''))
    return reply.send(slotsOf(view).plain(nonce));
  return reply.header('Content-Encoding', 'gzip').send(slotsOf(view).gzip(nonce));
}

const makeNonce = (): string => randomBytes(16).toString('base64url');

const slots = new WeakMap<View, Slotted>();

/** Compressed once, and better than there is time for with a page that is sent once. */
function slotsOf(view: View): Slotted {
  let found = slots.get(view);
  if (found === undefined) {
    found = slotted(view.markup, NONCE_SLOT);
    slots.set(view, found);
  }
  return found;
}

type Sending = Pick<Page, 'answersTo' | 'framed' | 'secret'>;

/** Says what the page is, and what a browser may do on it. */
function allow(visit: Visit, reply: FastifyReply, page: Sending, nonce: string): void {
  const style = brandSheet(visit.ctx.tenant.settings);
  reply.type('text/html; charset=utf-8').headers({
    'Content-Security-Policy': policy({
      nonce,
      style,
      answersTo: page.answersTo,
      framed: page.framed ?? false,
    }),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': page.secret ? 'no-referrer' : 'same-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), browsing-topics=()',
    'Content-Language': visit.t.locale.tag,
  });
  if (!page.framed)
    reply.headers({ 'X-Frame-Options': 'DENY', 'Speculation-Rules': `"${assetAddresses().ahead}"` });
}

// Below this a page fits into the first packets anyway.
const SMALL = 1400;
const QUALITY = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };

/** A text as the asker can take it; says so in the answer. */
export async function compressed(
  request: FastifyRequest,
  reply: FastifyReply,
  markup: string,
): Promise<string | Buffer> {
  const accepted = request.headers['accept-encoding'] ?? '';
  if (markup.length < SMALL) return markup;
  if (/\bbr\b/.test(accepted)) {
    reply.header('Content-Encoding', 'br');
    return promisify(brotliCompress)(markup, QUALITY);
  }
  if (/\bgzip\b/.test(accepted)) {
    reply.header('Content-Encoding', 'gzip');
    return promisify(gzip)(markup, { level: 5 });
  }
  return markup;
}
