// The quiet button above a feed. Its place has no height, so nothing moves when it comes.

import { orTell } from './refused.ts';

export interface NewerButton {
  show(text: string): void;
  hide(): void;
}

/** A button before the feed, hidden until there is something new. Clicks while it works are ignored. */
export function newerButton(feed: Element, press: () => Promise<void>): NewerButton {
  const place = document.createElement('div');
  place.className = 'feed-newer';
  place.hidden = true;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button';
  button.addEventListener('click', async () => {
    if (button.getAttribute('aria-busy') === 'true') return;
    button.setAttribute('aria-busy', 'true');
    await orTell(press()).finally(() => button.removeAttribute('aria-busy'));
  });
  place.append(button);
  feed.before(place);
  return {
    show(text) {
      if (button.textContent !== text) button.textContent = text;
      place.hidden = false;
    },
    hide() {
      place.hidden = true;
    },
  };
}
