// Between the pages and the network: static files from this device, pages from the network, and where there is
// none the last ones this very person has seen. Nothing that is posted, and no API, ever passes through here.
// A new worker waits until the pages of the old one are closed: they may still want the old files.

import { forgetPages, keepPage, keptPage } from './worker-pages.ts';
import { keepShared } from './worker-share.ts';
import { storable } from './worker-store.ts';
import { type FetchEvent, scope } from './worker-types.ts';

/** The static files and the page for no network; put in when this is built. */
declare const FILES: readonly string[];
declare const OFFLINE: string;

const STATIC = `static-${FILES.join().length}-${hash(FILES.join())}`;

scope.addEventListener('install', (event) => event.waitUntil(prepare()));
scope.addEventListener('activate', (event) => event.waitUntil(takeOver()));

scope.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== scope.location.origin) return;
  if (request.method === 'POST' && pathname === '/sign-out') event.waitUntil(forgetPages());
  if (request.method === 'POST' && pathname === '/share') event.respondWith(keepShared(request));
  if (request.method !== 'GET') return;
  if (FILES.includes(pathname)) event.respondWith(staticFile(request));
  else if (request.mode === 'navigate') event.respondWith(navigate(event));
});

async function prepare(): Promise<void> {
  const cache = await caches.open(STATIC);
  await cache.addAll(FILES);
  // Without cookies: it is kept for whoever sits here next.
  const offline = await fetch(new Request(OFFLINE, { credentials: 'omit' }));
  if (offline.ok) await cache.put(OFFLINE, await storable(offline));
}

async function takeOver(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name.startsWith('static-') && name !== STATIC);
  await Promise.all(old.map((name) => caches.delete(name)));
  await scope.registration.navigationPreload?.enable();
  await scope.clients.claim();
}

async function staticFile(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}

async function navigate(event: FetchEvent): Promise<Response> {
  const { request } = event;
  let response: Response;
  try {
    response = (await event.preloadResponse) ?? (await fetch(request));
  } catch (error) {
    // A fetch fails by a TypeError, whatever the reason: no network, no server.
    return (await keptPage(request)) ?? (await caches.match(OFFLINE)) ?? Promise.reject(error);
  }
  event.waitUntil(keepPage(request, response.clone()));
  return response;
}

/** FNV-1a: tells one list of files from another. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return (value >>> 0).toString(36);
}
