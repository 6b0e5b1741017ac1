// Posts that were edited or deleted while they are on show.

import { postsOf } from './counts.ts';
import { fetchFragment } from './fragment.ts';
import { message } from './page.ts';
import { orNothing } from './refused.ts';

/** Says in place of a post that it is gone. The card stays, so that nothing jumps. */
export function showGone(postId: string): void {
  for (const card of postsOf(postId)) {
    if (card.dataset.gone !== undefined) continue;
    const focused = card.contains(document.activeElement);
    const words = document.createElement('p');
    words.className = 'gone';
    words.textContent = message('client.post-gone');
    card.replaceChildren(words);
    card.dataset.gone = '';
    if (focused) card.focus({ preventScroll: true });
  }
}

/** Shows an edited post as it is now, unless somebody is at work in it. */
export async function showChanged(postId: string): Promise<void> {
  const cards = [...postsOf(postId)].filter((card) => !card.contains(document.activeElement));
  const address = cards[0]?.querySelector('a.when')?.getAttribute('href');
  if (address == null) return;
  const page = await orNothing(fetchFragment(address));
  const fresh = page?.querySelector(`[data-post="${CSS.escape(postId)}"]`);
  const content = fresh?.querySelector('.content');
  if (!content) return;
  for (const card of cards) card.querySelector('.content')?.replaceWith(content.cloneNode(true));
}
