// The pages a person has seen lately, for reading without a network: their home feed, and a few more. They are
// that person's alone: whoever else turns out to be signed in, or nobody, and they are gone.

import { storable } from './worker-store.ts';

const PAGES = 'pages';
const WHO = '/who';
const MOST = 25;

/** What is for reading; never settings, sign-in, consent or what is being written. */
const READING = /^\/(home|community|explore|notifications|bookmarks|likes|@[^/]+|tags\/[^/]+)?(\/|$)/;

/** Keeps a page that came, if it is one to read; and forgets all others when it is somebody else's. */
export async function keepPage(request: Request, response: Response): Promise<void> {
  if (!/^text\/html\b/.test(response.headers.get('Content-Type') ?? '')) return;
  const viewer = viewerOf(await response.clone().text());
  if (viewer === undefined) return;
  if (viewer !== (await lastViewer())) await forgetPages();
  if (viewer === null || !isForReading(request, response)) return;
  const cache = await caches.open(PAGES);
  await cache.put(WHO, new Response(viewer));
  const key = keyOf(request);
  // The youngest is last.
  await cache.delete(key);
  await cache.put(key, await storable(response));
  const paths = (await cache.keys()).filter(({ url }) => !url.endsWith(WHO));
  for (const oldest of paths.slice(0, Math.max(0, paths.length - MOST))) await cache.delete(oldest);
}

/** The page as it was last seen. */
export const keptPage = async (request: Request): Promise<Response | undefined> =>
  (await caches.has(PAGES)) ? (await caches.open(PAGES)).match(keyOf(request)) : undefined;

/** Nothing of anybody stays. */
export const forgetPages = (): Promise<boolean> => caches.delete(PAGES);

/** Who is signed in, as far as pages have said; null: nobody. */
export async function lastViewer(): Promise<string | null> {
  if (!(await caches.has(PAGES))) return null;
  const who = await (await caches.open(PAGES)).match(WHO);
  return who === undefined ? null : who.text();
}

/** Who a page was made for, by the data it carries for its script; undefined: it is no page of ours. */
export function viewerOf(markup: string): string | null | undefined {
  const found = /id="page">\{"viewer":(?:null|"(\d+)")/.exec(markup);
  return found === null ? undefined : (found[1] ?? null);
}

function isForReading(request: Request, response: Response): boolean {
  const { pathname } = new URL(request.url);
  const isKeepable = !/no-store/.test(response.headers.get('Cache-Control') ?? '');
  return response.status === 200 && !response.redirected && isKeepable && READING.test(pathname);
}

/** A member's front page is their home. */
function keyOf(request: Request): string {
  const { pathname, search } = new URL(request.url);
  return pathname === '/' ? '/home' : pathname + search;
}
