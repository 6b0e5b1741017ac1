// <nx-feed>: a list that grows while one scrolls, over the real link to the next page, and that is found
// again as it was left (docs/adr/0014). Without this script the link works as links do.

import { cardOf, gapLink, lastLink, mend } from './feed-list.ts';
import { cardAtTop, goToPlace, keepPlace, keptPlace, type Place } from './feed-place.ts';
import { bringBack, scrolledByHand } from './feed-restore.ts';
import { fetchFragment } from './fragment.ts';
import { Refusal } from './send.ts';
import { alert } from './toast.ts';

/** More pages than this are not kept in one document: the link then opens a new one. */
const MOST_PAGES = 15;

/** So many pages of newer posts are looked through for the place somebody left. */
const MOST_GAPS = 4;

const AHEAD = '1500px 0px';

/** Tells that the cards of a feed are others now. Bubbles. */
export const FEED_CHANGED = 'nx-feed-changed';

export class Feed extends HTMLElement {
  #pages: string[] = [];
  #loading: AbortController | undefined;
  #watcher: IntersectionObserver | undefined;
  #ended: AbortController | undefined;

  connectedCallback(): void {
    this.#ended = new AbortController();
    const { signal } = this.#ended;
    this.#watcher = new IntersectionObserver((seen) => this.#near(seen), { rootMargin: AHEAD });
    this.addEventListener('click', (event) => this.#follow(event), { signal });
    addEventListener('online', () => this.#watch(), { signal });
    addEventListener('pageshow', (event) => event.persisted && this.#watch(), { signal });
    // A page that goes into the cache with a request under way may be thrown out of it.
    addEventListener('pagehide', () => this.#loading?.abort(), { signal });
    // One list of a page is the feed; others, in a dialog for instance, are not found again.
    if (document.querySelector('nx-feed') === this) this.#keepPlaces(signal);
    else this.#watch();
  }

  disconnectedCallback(): void {
    this.#ended?.abort();
    this.#watcher?.disconnect();
    this.#loading?.abort();
  }

  /** Puts newer cards on top; those in the list already stay where they are. Gives the first new one. */
  putOnTop(page: DocumentFragment): HTMLElement | null {
    const mark = document.createElement('a');
    this.prepend(mark);
    const first = mend(mark, page);
    this.#changed();
    return first;
  }

  /** Forgets the place: the next loading of the page begins at the top. */
  forget(): void {
    this.#pages = [];
    keepPlace(undefined);
  }

  #near(seen: readonly IntersectionObserverEntry[]): void {
    const link = lastLink(this);
    if (link === null || !seen.some(({ isIntersecting, target }) => isIntersecting && target === link))
      return;
    if (this.#pages.length < MOST_PAGES && !savesData()) void this.#load(link);
  }

  #watch(): void {
    this.#watcher?.disconnect();
    const link = lastLink(this);
    if (link !== null) this.#watcher?.observe(link);
  }

  #follow(event: MouseEvent): void {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (link?.parentElement !== this || !link.matches('.more') || isModified(event)) return;
    if (this.#pages.length >= MOST_PAGES) return;
    event.preventDefault();
    void this.#load(link);
  }

  /** Loads what is behind the link and puts it in its place; false if that failed, and the link stays. */
  async #load(link: HTMLAnchorElement): Promise<boolean> {
    if (this.#loading !== undefined) return false;
    const loading = new AbortController();
    this.#loading = loading;
    this.setAttribute('aria-busy', 'true');
    try {
      this.#put(link, await fetchFragment(link.href, loading.signal));
      return true;
    } catch (error) {
      if (error instanceof Refusal) alert(error.message);
      else if (!loading.signal.aborted) throw error;
      return false;
    } finally {
      this.#loading = undefined;
      this.removeAttribute('aria-busy');
    }
  }

  #put(link: HTMLAnchorElement, page: DocumentFragment): void {
    const atEnd = link === lastLink(this);
    const href = link.getAttribute('href')!;
    // The focus goes on to what the link has brought, rather than being lost with it.
    const focused = link === document.activeElement;
    const first = mend(link, page);
    if (atEnd) this.#pages.push(href);
    else if (first !== null) this.#pages.unshift(href);
    if (focused) first?.focus({ preventScroll: true });
    this.#changed();
    this.#watch();
  }

  #changed(): void {
    this.dispatchEvent(new Event(FEED_CHANGED, { bubbles: true }));
  }

  #keepPlaces(signal: AbortSignal): void {
    const place = keptPlace();
    const restored = place === undefined ? Promise.resolve() : this.#restore(place);
    void restored.then(() => {
      if (signal.aborted) return;
      this.#watch();
      const keep = () => this.#keep();
      addEventListener('scroll', calmly(keep, 500), { passive: true, signal });
      this.addEventListener(FEED_CHANGED, keep, { signal });
      addEventListener('pagehide', keep, { signal });
      document.addEventListener('visibilitychange', keep, { signal });
    });
  }

  #keep(): void {
    const top = cardAtTop(this);
    if (top === undefined) return;
    const focused = document.activeElement?.matches('a:focus-visible') && document.activeElement;
    const focus = focused && this.contains(focused) ? { focus: focused.getAttribute('href')! } : {};
    keepPlace({ pages: this.#pages.slice(0, MOST_PAGES), ...top, ...focus });
  }

  /** Loads the pages that were there and goes to the place. Scrolling meanwhile is not fought. */
  async #restore(place: Place): Promise<void> {
    const moved = scrolledByHand();
    history.scrollRestoration = 'manual';
    addEventListener('pagehide', () => (history.scrollRestoration = 'auto'), { once: true });
    this.setAttribute('aria-busy', 'true');
    this.#pages = await bringBack(this, place.pages);
    this.removeAttribute('aria-busy');
    this.#changed();
    await goToPlace(this, place, moved);
    await this.#meet(place);
    await goToPlace(this, place, moved);
    if (place.focus !== undefined && document.activeElement === document.body)
      this.querySelector<HTMLElement>(`a[href="${CSS.escape(place.focus)}"]`)?.focus({ preventScroll: true });
  }

  /** Loads what lies between the first page and the others, or on to the card if there are no others. */
  async #meet({ card }: Place): Promise<void> {
    for (let count = 0; count < MOST_GAPS; count++) {
      const missing = cardOf(this, card) === undefined;
      const link = gapLink(this) ?? (missing ? lastLink(this) : null);
      if (link === null || !(await this.#load(link))) return;
    }
  }
}

const isModified = (event: MouseEvent): boolean =>
  event.defaultPrevented ||
  event.button !== 0 ||
  event.ctrlKey ||
  event.metaKey ||
  event.shiftKey ||
  event.altKey;

const savesData = (): boolean =>
  (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;

/** Calls at most once in so many milliseconds, and once more after the last time. */
function calmly(call: () => void, pause: number): () => void {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      call();
    }, pause);
  };
}
