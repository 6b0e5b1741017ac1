// Keyboard shortcuts, fetched where there is a keyboard. They press the buttons and follow the links that are
// on the page, so that they can do no more than a person can; /keyboard lists them and turns them off.

import {
  PAGE_KEYS,
  type PageDeed,
  PLACE_KEYS,
  type Place,
  POST_KEYS,
  type PostDeed,
} from '../kit/shortcuts.ts';
import { currentPost, stepToPost } from './current-post.ts';

const OFF = 'nexus-shortcuts-off';
/** Milliseconds between `g` and the key after it. */
const PATIENCE = 1_500;

let leading = 0;

/** Begins to obey keys, the one first that was pressed before. */
export function startShortcuts(first?: KeyboardEvent): void {
  if (first !== undefined) obey(first);
  document.addEventListener('keydown', obey);
}

/** The box on /keyboard that turns them off. */
export function bindShortcutSwitch(box: HTMLInputElement): void {
  box.checked = localStorage.getItem(OFF) === null;
  box.addEventListener('change', () => {
    if (box.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, '1');
  });
}

function obey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'Escape') leave();
  if (isTyping(event.target) || document.querySelector('dialog[open]') || localStorage.getItem(OFF) !== null)
    return;
  if (isDone(event.key, event.target)) event.preventDefault();
}

/** Does what a key says; false where it says nothing. */
function isDone(key: string, target: EventTarget | null): boolean {
  if (Date.now() - leading < PATIENCE) {
    leading = 0;
    return key in PLACE_KEYS && go(PLACE_KEYS[key as keyof typeof PLACE_KEYS]);
  }
  if (key === 'g') {
    leading = Date.now();
    return true;
  }
  if (key in PAGE_KEYS) return page(PAGE_KEYS[key as keyof typeof PAGE_KEYS]);
  if (key in POST_KEYS) return post(POST_KEYS[key as keyof typeof POST_KEYS]);
  // Enter is the browser's own on whatever else has the focus.
  return key === 'Enter' && target instanceof Element && target.matches('.post') && post('open');
}

const PLACES: Readonly<Record<Exclude<Place, 'profile'>, string>> = {
  home: '/home',
  community: '/community',
  explore: '/explore',
  notifications: '/notifications',
  bookmarks: '/bookmarks',
  settings: '/settings',
};

const go = (place: Place): boolean =>
  place === 'profile' ? press('.doors a.door[href^="/@"]') : visit(PLACES[place]);

function page(deed: PageDeed): boolean {
  if (deed === 'compose') return press('a[data-compose]') || press('a[href="/compose"]');
  return deed === 'help' ? visit('/keyboard') : search();
}

/** The field of the page if there is one in view, else the page of its own. */
function search(): boolean {
  const field = [...document.querySelectorAll<HTMLInputElement>('input[type="search"]')].find((one) =>
    one.checkVisibility(),
  );
  if (field === undefined) return visit('/search');
  field.focus();
  field.select();
  return true;
}

function post(deed: PostDeed): boolean {
  if (deed === 'next' || deed === 'previous') return stepToPost(deed === 'next' ? 1 : -1);
  const at = currentPost();
  if (at === undefined) return false;
  if (deed === 'open') return press('a.when', at);
  if (deed === 'reply') return press('a[href^="/compose?reply="]', at);
  return press(`button[data-act="${deed}"]:not(:disabled)`, at);
}

function press(selector: string, within: ParentNode = document): boolean {
  const element = within.querySelector<HTMLElement>(selector);
  element?.click();
  return element !== null;
}

function visit(path: string): boolean {
  location.assign(path);
  return true;
}

/** Closes an open menu and gives the focus back to what opened it, or leaves a field. */
function leave(): void {
  const menu = document.querySelector<HTMLDetailsElement>('details.menu[open]');
  if (menu !== null) {
    menu.open = false;
    menu.querySelector('summary')?.focus();
  } else if (isTyping(document.activeElement)) (document.activeElement as HTMLElement).blur();
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.matches('textarea, select, input:not([type="checkbox"], [type="radio"], [type="button"])'));
