// Menus (<details class="menu">) open and close without script. With it they open where there is room, Escape
// and going elsewhere close them, and a link is copied instead of opened.

import { focusOn } from './focus.ts';
import { message } from './page.ts';
import { toast } from './toast.ts';

const MENU = 'details.menu';

/** Begins to look after the menus of the page, those that come later too. */
export function tendMenus(): void {
  document.addEventListener('toggle', (event) => place(event.target), { capture: true });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    const menu = document.querySelector<HTMLDetailsElement>(`${MENU}[open]`);
    if (menu === null) return;
    event.preventDefault();
    const wasIn = menu.contains(document.activeElement);
    menu.open = false;
    if (wasIn) menu.querySelector('summary')?.focus();
  });
  document.addEventListener('focusin', ({ target }) => closeOthers(target));
  document.addEventListener('click', (event) => {
    const chosen =
      event.target instanceof Element
        ? event.target.closest<HTMLElement>(`${MENU} .sheet :is(a, button)`)
        : null;
    if (chosen === null) return;
    const menu = chosen.closest<HTMLDetailsElement>(MENU)!;
    menu.open = false;
    // What has the focus is hidden with the menu.
    focusOn(menu.querySelector('summary'));
    if (chosen instanceof HTMLAnchorElement && chosen.dataset.copyLink !== undefined) {
      event.preventDefault();
      void copy(chosen.href);
    }
  });
}

/** Above its button where there is no room below. */
function place(target: EventTarget | null): void {
  if (!(target instanceof HTMLDetailsElement) || !target.matches(MENU)) return;
  const sheet = target.querySelector<HTMLElement>(':scope > .sheet');
  if (sheet === null || !target.open) return;
  closeOthers(target);
  target.removeAttribute('data-up');
  if (getComputedStyle(sheet).position === 'fixed') return;
  const { bottom, height } = sheet.getBoundingClientRect();
  const above = target.getBoundingClientRect().top;
  if (bottom > innerHeight && above > height) target.setAttribute('data-up', '');
  if (sheet.getBoundingClientRect().bottom > innerHeight) sheet.scrollIntoView({ block: 'nearest' });
}

function closeOthers(target: EventTarget | null): void {
  for (const menu of document.querySelectorAll<HTMLDetailsElement>(`${MENU}[open]`)) {
    if (target instanceof Node && !menu.contains(target)) menu.open = false;
  }
}

async function copy(address: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(address);
    toast(message('client.link-copied'));
  } catch (error) {
    // Not over plain http, or not allowed: the post is opened, whose address can be copied by hand.
    if (!(error instanceof DOMException || error instanceof TypeError)) throw error;
    location.assign(address);
  }
}
