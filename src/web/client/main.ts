// The script of every page: makes what works without it quicker. Heavy parts are fetched when they are needed.

import { listenForActs } from './act.ts';
import { listenForDismissals } from './dismiss.ts';
import { Feed } from './feed.ts';
import { tendMenus } from './menus.ts';
import { listenForOpeners } from './openers.ts';
import { page } from './page.ts';
import { guardSignOut } from './sign-out.ts';
import { keepTimes } from './time.ts';
import { workerAddress } from './trusted.ts';

customElements.define('nx-feed', Feed);
listenForActs();
listenForDismissals();
keepTimes();
tendMenus();
guardSignOut();

if (document.querySelector('[data-settings]') !== null)
  void import('./settings.ts').then(({ start }) => start(document));

listenForShortcuts();
listenForEarlyPicks();

const { viewer, worker } = page();
listenForOpeners(viewer !== null);

// What comes live may wait until the page stands.
whenQuiet(async () => {
  const search = document.querySelector<HTMLFormElement>('form[data-search]');
  if (search !== null) (await import('./search.ts')).startSearch(search);
  if (document.querySelector('nx-composer') !== null) await import('./composer-start.ts');
  if (viewer !== null) (await import('./live.ts')).goLive(viewer);
  const suggestions = document.querySelector<HTMLElement>('[data-suggestions]');
  if (suggestions?.checkVisibility()) await (await import('./suggestions.ts')).startSuggestions(suggestions);
  if (worker !== undefined && 'serviceWorker' in navigator) await register(worker);
});

/** Fails where somebody leaves meanwhile, or the network is away: the next page tries again. */
async function register(worker: string): Promise<void> {
  try {
    await navigator.serviceWorker.register(workerAddress(worker));
  } catch (error) {
    const { name } = error as Error;
    if (name !== 'AbortError' && name !== 'TypeError') throw error;
  }
}

/** Where there is a mouse there is a keyboard; elsewhere the first key that is pressed tells. */
function listenForShortcuts(): void {
  const load = () => import('./shortcuts.ts');
  if (matchMedia('(any-pointer: fine)').matches) whenQuiet(async () => (await load()).startShortcuts());
  else
    document.addEventListener('keydown', async (event) => (await load()).startShortcuts(event), {
      once: true,
    });
  const box = document.querySelector<HTMLInputElement>('input[data-shortcuts]');
  if (box !== null) void load().then(({ bindShortcutSwitch }) => bindShortcutSwitch(box));
}

/** Who wants to add a picture before the form's script is there gets it now, and the press is repeated. */
function listenForEarlyPicks(): void {
  document.addEventListener('click', async ({ target }) => {
    const button =
      target instanceof Element
        ? target.closest<HTMLElement>('nx-composer:not([data-ready]) [data-pick]')
        : null;
    if (button === null) return;
    await import('./composer-start.ts');
    button.click();
  });
}

function whenQuiet(act: () => Promise<void>): void {
  const begin = () => void act();
  if ('requestIdleCallback' in globalThis) requestIdleCallback(begin, { timeout: 2_000 });
  else setTimeout(begin, 200);
}
