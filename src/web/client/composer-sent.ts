// A reply that is out is shown at once below what it answers, if that is on the page.

import { postsOf, showCounts } from './counts.ts';
import type { Answer } from './send.ts';
import { fragmentHtml } from './trusted.ts';

/** Puts the card of a new reply into the thread of the page; gives it, or undefined when there is no place. */
export function shownReply({ id, parent, card }: Answer): HTMLElement | undefined {
  if (typeof parent !== 'string' || typeof card !== 'string') return undefined;
  const list = placeBelow(parent);
  if (list === undefined || document.getElementById(`post-${String(id)}`) !== null) return undefined;
  const item = document.createElement('li');
  item.className = 'reply';
  item.append(fragmentHtml(card));
  list.append(item);
  list.parentElement?.querySelector(':scope > .empty')?.remove();
  countOneMore(parent);
  return item.querySelector<HTMLElement>('.post') ?? undefined;
}

function placeBelow(parent: string): Element | undefined {
  const thread = document.querySelector(`[data-thread="${CSS.escape(parent)}"] > .replies`);
  if (thread !== null) return thread;
  const reply = document.querySelector(`.reply > [data-post="${CSS.escape(parent)}"]`)?.parentElement;
  if (!reply) return undefined;
  const branch = reply.querySelector(':scope > .branch > .replies');
  if (branch !== null) return branch;
  const list = document.createElement('ol');
  list.className = 'replies branch';
  reply.append(list);
  return list;
}

function countOneMore(parent: string): void {
  const control = postsOf(parent)[0]?.querySelector<HTMLElement>('[data-reply] .count');
  const text = control?.textContent?.trim() ?? '';
  if (/^\d*$/.test(text)) showCounts(parent, { comments: Number(text) + 1 });
}
