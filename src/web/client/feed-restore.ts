// Bringing back the pages of a feed that were loaded when it was left. Their addresses are keyset cursors,
// which newer posts do not shift, so all are asked for at once.

import { lastLink, mend } from './feed-list.ts';
import { fetchFragment } from './fragment.ts';

/**
 * Puts the pages behind the first and gives the addresses of those that could be had. Where newer posts have
 * moved the end of the first page, its link stays between them, to what was not fetched.
 */
export async function bringBack(list: Element, addresses: readonly string[]): Promise<string[]> {
  const pages = await fetchAll(addresses);
  if (pages.length === 0) return [];
  const first = lastLink(list);
  const follows = first?.getAttribute('href') === addresses[0];
  let end: Element | null = follows ? first : list.appendChild(document.createElement('a'));
  for (const page of pages) {
    if (end === null) break;
    mend(end, page);
    end = lastLink(list);
  }
  return addresses.slice(0, pages.length);
}

/** The pages up to the first that cannot be had. */
async function fetchAll(addresses: readonly string[]): Promise<readonly DocumentFragment[]> {
  const settled = await Promise.allSettled(addresses.map((address) => fetchFragment(address)));
  const failed = settled.findIndex(({ status }) => status === 'rejected');
  return settled
    .slice(0, failed < 0 ? settled.length : failed)
    .map((result) => (result as PromiseFulfilledResult<DocumentFragment>).value);
}

/** Aborted as soon as the person scrolls, who is not to be fought. */
export function scrolledByHand(): AbortSignal {
  const moved = new AbortController();
  const options = { once: true, passive: true, signal: moved.signal };
  for (const kind of ['wheel', 'touchmove', 'keydown', 'pointerdown'])
    addEventListener(kind, () => moved.abort(), options);
  return moved.signal;
}
