// The counts below posts. A count is written as the server writes it: in short, and nothing for none.

import { actOf } from './act-pair.ts';
import { type ClientKey, language, message } from './page.ts';

export interface Counts {
  readonly likes?: number;
  readonly reposts?: number;
  readonly comments?: number;
}

/** Shows the counts of a post wherever it is on the page; actions under way keep their own. */
export function showCounts(postId: string, { likes, reposts, comments }: Counts): void {
  for (const post of postsOf(postId)) {
    for (const control of post.querySelectorAll<HTMLElement>('[data-act]:not([aria-busy])')) {
      if (control.dataset.act === 'like' && likes !== undefined) showCount(control, likes);
      if (control.dataset.act === 'repost' && reposts !== undefined) showCount(control, reposts);
    }
    const reply = post.querySelector<HTMLElement>('[data-reply]');
    if (reply !== null && comments !== undefined) showCount(reply, comments);
  }
}

/** The cards of a post: itself, and others' reposts of it. */
export const postsOf = (postId: string): NodeListOf<HTMLElement> =>
  document.querySelectorAll<HTMLElement>(`[data-post="${CSS.escape(postId)}"]`);

const LABELS: Readonly<Record<string, readonly [none: ClientKey, some: ClientKey]>> = {
  like: ['client.like', 'client.like-count'],
  repost: ['client.repost', 'client.repost-count'],
  reply: ['client.reply', 'client.reply-count'],
};

/** Shows the count of a control and says it in its words. */
export function showCount(control: HTMLElement, count: number): void {
  const place = control.querySelector('.count');
  if (place === null) return;
  control.dataset.count = String(count);
  const written = count === 0 ? '' : compact().format(count);
  if (place.textContent !== written) place.textContent = written;
  const labels = LABELS[control.dataset.act ?? 'reply'];
  const words = control.querySelector('.words');
  if (labels && words !== null) words.textContent = message(labels[count === 0 ? 0 : 1], { n: count });
}

/** The count of a control; undefined when it is written too short to go on counting from ("1.2K"). */
export function countOf(control: HTMLElement): number | undefined {
  const text = control.dataset.count ?? control.querySelector('.count')?.textContent?.trim();
  return text !== undefined && /^\d*$/.test(text) ? Number(text) : undefined;
}

let format: Intl.NumberFormat | undefined;

function compact(): Intl.NumberFormat {
  format ??= new Intl.NumberFormat(language(), { notation: 'compact' });
  return format;
}

/** The buttons that do or undo this action, on every card of the page. */
export const buttonsOf = (target: string, name: string): HTMLButtonElement[] =>
  [...document.querySelectorAll<HTMLButtonElement>(`button[data-act="${CSS.escape(name)}"]`)].filter(
    (button) => actOf(button.getAttribute('formaction') ?? '')?.target === target,
  );
