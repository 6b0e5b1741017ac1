// The list of a feed: cards, and at its end the link to the next page, or a word that there is none. A link
// may also stand between cards, where newer posts have not met the older ones yet.

/** The link at the end of the list. */
export function lastLink(list: Element): HTMLAnchorElement | null {
  const last = list.lastElementChild;
  return last instanceof HTMLAnchorElement && last.matches('.more') ? last : null;
}

/** The first link between cards. */
export const gapLink = (list: Element): HTMLAnchorElement | null =>
  list.querySelector<HTMLAnchorElement>(':scope > a.more:not(:last-child)');

/** By what a card is known again; empty for one that is not. */
export const keyOf = (card: Element): string => card.id || (card.getAttribute('data-cursor') ?? '');

/** The card that has this key. */
export function cardOf(list: Element, key: string): Element | undefined {
  return key === '' ? undefined : [...list.children].find((card) => keyOf(card) === key);
}

/**
 * Puts a page's cards in place of the link that led to it, without those that are in the list already, and
 * gives the first. The page's own end follows them, unless they have met the cards behind the link.
 */
export function mend(link: Element, page: DocumentFragment): HTMLElement | null {
  const present = new Map([...link.parentElement!.children].map((card) => [keyOf(card), card]));
  let first: HTMLElement | null = null;
  let met = false;
  for (const child of [...page.children]) {
    const key = keyOf(child);
    const known = key === '' ? undefined : present.get(key);
    if (isEnd(child)) {
      if (!met) link.before(child);
    } else if (known === undefined) {
      link.before(child);
      first ??= child instanceof HTMLElement ? child : null;
    } else if (link.compareDocumentPosition(known) & Node.DOCUMENT_POSITION_FOLLOWING) {
      met = true;
    }
  }
  link.remove();
  return first;
}

const isEnd = (element: Element): boolean => element.matches('.more, .end-of-list');
