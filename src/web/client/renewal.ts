import { newerButton } from './newer-button.ts';
import { message } from './page.ts';

export interface Renewal {
  /** Offers, in these words, to load the page anew. */
  offer(words: 'client.new-notifications' | 'client.new-comments'): void;
}

/** For lists that new things come into anywhere: the page is loaded anew, after `before` was done. */
export function renewalOf(list: Element, before: () => void = () => {}): Renewal {
  const button = newerButton(list, async () => {
    before();
    location.reload();
  });
  return { offer: (words) => button.show(message(words)) };
}
