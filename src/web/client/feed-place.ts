// Where somebody is in a feed: which pages were loaded, the card at the top of the window and its distance
// from the edge. Kept in the history entry, which outlives the browser, and in the tab's storage, which
// outlives a crashed page.

import { cardOf, keyOf } from './feed-list.ts';

export interface Place {
  /** Addresses of the pages after the first, in order. */
  readonly pages: readonly string[];
  /** The key of the card at the top. */
  readonly card: string;
  readonly top: number;
  /** The address of the link that had the focus visibly. */
  readonly focus?: string;
}

const KEY = 'nexus-place';

/** Remembers the place for when this page is opened again by going back, reloading or after a crash. */
export function keepPlace(place: Place | undefined): void {
  // Frameworks of extensions keep things in the state too.
  history.replaceState({ ...history.state, place }, '');
  sessionStorage.setItem(KEY, JSON.stringify({ address: location.href, place }));
}

/** The place kept for this page; undefined when it was opened by a link. */
export function keptPlace(): Place | undefined {
  const [entry] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  if (entry?.type !== 'back_forward' && entry?.type !== 'reload') return undefined;
  return history.state?.place ?? placeInTab();
}

function placeInTab(): Place | undefined {
  const kept = JSON.parse(sessionStorage.getItem(KEY) ?? '{}') as { address?: string; place?: Place };
  return kept.address === location.href ? kept.place : undefined;
}

/** The card at the top of the window. */
export function cardAtTop(list: Element): Pick<Place, 'card' | 'top'> | undefined {
  for (const card of list.children) {
    const { bottom, top } = card.getBoundingClientRect();
    if (keyOf(card) !== '' && bottom > 0) return { card: keyOf(card), top };
  }
  return undefined;
}

const STEADY = 3;
const MOST_FRAMES = 30;

/**
 * Scrolls until the card is where it was, and stays there: cards outside the window have guessed heights, and
 * get their own only when they come near it. `moved` ends it: the person scrolls.
 */
export async function goToPlace(list: Element, { card, top }: Place, moved: AbortSignal): Promise<void> {
  let steady = 0;
  for (let frame = 0; frame < MOST_FRAMES && steady < STEADY && !moved.aborted; frame++) {
    const element = cardOf(list, card);
    if (element === undefined) return;
    const distance = element.getBoundingClientRect().top - top;
    if (Math.abs(distance) < 1) steady++;
    else scrollBy({ top: distance, behavior: 'instant' });
    await new Promise(requestAnimationFrame);
  }
}
