// Which posts are on show: in the window or about to be. Their counts are kept true.

import { FEED_CHANGED } from './feed.ts';

export interface Shown {
  /** Ids of the posts, originals in place of reposts. */
  ids(): readonly string[];
}

/** Watches the cards of the page, those that come later too; calls when others are shown. */
export function watchShown(changed: () => void): Shown {
  const visible = new Set<Element>();
  const observer = new IntersectionObserver(
    (seen) => {
      for (const { target, isIntersecting } of seen) {
        if (isIntersecting) visible.add(target);
        else visible.delete(target);
      }
      changed();
    },
    { rootMargin: '50% 0px' },
  );
  // Observing what is observed already changes nothing.
  const observe = () => {
    for (const card of document.querySelectorAll('[data-post]')) observer.observe(card);
  };
  observe();
  document.addEventListener(FEED_CHANGED, observe);
  return {
    ids: () =>
      [...visible]
        .filter(({ isConnected }) => isConnected)
        .map((card) => (card as HTMLElement).dataset.post!),
  };
}
