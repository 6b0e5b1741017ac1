// How many notifications wait: in the navigation, the title, the tab's icon and the installed app's badge.

import { message } from './page.ts';

/** At most 100 is counted. */
const MOST = 99;

let title: string | undefined;

/** Shows the number everywhere. */
export function showUnread(count: number): void {
  const short = count > MOST ? `${MOST}+` : String(count);
  for (const badge of document.querySelectorAll<HTMLElement>('[data-unread]')) {
    if (badge.textContent === short && badge.hidden === (count === 0)) continue;
    badge.hidden = count === 0;
    badge.textContent = short;
    badge.title = message('client.unread', { n: count });
  }
  title ??= document.title;
  document.title = count === 0 ? title : `(${short}) ${title}`;
  for (const icon of document.querySelectorAll<HTMLLinkElement>('link[rel="icon"][data-unread-href]')) {
    icon.dataset.readHref ??= icon.href;
    icon.href = count === 0 ? icon.dataset.readHref : icon.dataset.unreadHref!;
  }
  // Allowed in installed apps only.
  if ('setAppBadge' in navigator) navigator.setAppBadge(count).catch(() => {});
}

/** The number that the server wrote into the page. */
export function unreadAtFirst(): number {
  const badge = document.querySelector<HTMLElement>('[data-unread]');
  return badge === null || badge.hidden ? 0 : Number.parseInt(badge.textContent ?? '', 10) || 0;
}
