// Signing out leaves nothing of the person in this browser: drafts go before the form does.

import { page } from './page.ts';

const WHO = 'nexus-viewer';
const PATIENCE = 1_000;

let leaving = false;

/**
 * Whether a form of this page is on its way, as when somebody signs out, or in as another: it has somewhere to go,
 * whatever it hears of the end of its session.
 */
export const isLeaving = (): boolean => leaving;

/** Clears drafts when somebody signs out, and reloads pages that come back from the cache for another. */
export function guardSignOut(): void {
  const viewer = page().viewer ?? '';
  localStorage.setItem(WHO, viewer);
  addEventListener('pageshow', (event) => {
    if (event.persisted && localStorage.getItem(WHO) !== viewer) location.reload();
    leaving = false;
  });
  document.addEventListener('submit', (event) => {
    if (event.defaultPrevented) return;
    leaving = true;
    const form = event.target as HTMLFormElement;
    if (new URL(form.action).pathname !== '/sign-out') return;
    event.preventDefault();
    localStorage.setItem(WHO, '');
    sessionStorage.clear();
    void clearDrafts().finally(() => form.submit());
  });
}

/** Signing out does not wait for a store that does not answer. */
async function clearDrafts(): Promise<void> {
  const { forgetDrafts } = await import('./drafts.ts');
  await Promise.race([forgetDrafts(), new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
}
