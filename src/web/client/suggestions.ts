// Whom to follow, beside the column: fetched once in a while, only where there is room for it.

import { fetchFragment } from './fragment.ts';
import { page } from './page.ts';
import { Refusal } from './send.ts';
import { fragmentHtml } from './trusted.ts';

const KEY = 'nexus-suggestions';
const KEPT_MS = 10 * 60_000;

interface Kept {
  readonly viewer: string | null;
  readonly at: number;
  readonly markup: string;
}

/** Fills the place with people; takes its card away when there are none. */
export async function startSuggestions(place: HTMLElement): Promise<void> {
  const rows = keptRows() ?? (await fetchRows());
  if (rows === undefined) return;
  const card = place.closest('.card');
  if (rows.childElementCount === 0) card?.remove();
  place.replaceChildren(rows);
  // What is kept would show a follow that is no more as it was.
  place.addEventListener('click', (event) => {
    if (event.target instanceof Element && event.target.closest('button')) sessionStorage.removeItem(KEY);
  });
}

function keptRows(): DocumentFragment | undefined {
  const kept = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as Kept | null;
  const isFresh = kept !== null && kept.viewer === page().viewer && Date.now() - kept.at < KEPT_MS;
  return isFresh ? fragmentHtml(kept.markup) : undefined;
}

/** Undefined when the server cannot be asked: the grey shapes stay. */
async function fetchRows(): Promise<DocumentFragment | undefined> {
  try {
    const rows = await fetchFragment('/explore/suggested');
    const holder = document.createElement('div');
    holder.append(rows.cloneNode(true));
    const kept: Kept = { viewer: page().viewer, at: Date.now(), markup: holder.innerHTML };
    sessionStorage.setItem(KEY, JSON.stringify(kept));
    return rows;
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}
