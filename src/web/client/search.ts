// Results while one types, over a form that works without; and what was searched before, on this device only.

import { focusOn } from './focus.ts';
import { fetchFragment } from './fragment.ts';
import { Refusal } from './send.ts';

const PAUSE_MS = 250;
const KEY = 'nexus-searches';
const MOST_KEPT = 8;

/** Begins to follow what is typed into the search form. */
export function startSearch(form: HTMLFormElement): void {
  const field = form.querySelector<HTMLInputElement>('input[name="q"]');
  const results = document.getElementById('search-results');
  if (field === null || results === null) return;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let loading: AbortController | undefined;
  const search = async () => {
    loading?.abort();
    loading = new AbortController();
    await show(form, results, loading.signal);
  };
  field.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => void search(), PAUSE_MS);
  });
  form.addEventListener('submit', () => keep(field.value));
  results.addEventListener('click', (event) => {
    const target = event.target instanceof Element ? event.target.closest('a, button') : null;
    if (target?.matches('[data-forget]')) {
      forget(results);
      focusOn(field);
    }
    if (target?.matches('.person a, .tag-link, .post a')) keep(field.value);
  });
  keep(new URLSearchParams(location.search).get('q') ?? '');
  showRecent(results);
}

/** Asks for what the form says now, and shows it unless more was typed meanwhile. */
async function show(form: HTMLFormElement, results: HTMLElement, signal: AbortSignal): Promise<void> {
  const query = new URLSearchParams([...new FormData(form)] as [string, string][]);
  const address = `${form.getAttribute('action')}?${query}`;
  results.setAttribute('aria-busy', 'true');
  try {
    const found = await fetchFragment(address, signal);
    if (signal.aborted) return;
    results.replaceChildren(found);
    history.replaceState(history.state, '', address);
    tell(results);
    showRecent(results);
  } catch (error) {
    // The next letter tries again.
    if (!(error instanceof Refusal) && !signal.aborted) throw error;
  } finally {
    if (!signal.aborted) results.removeAttribute('aria-busy');
  }
}

/** Says how much was found to those who do not see it. */
function tell(results: HTMLElement): void {
  const status = document.getElementById('search-status');
  const found = results.querySelector<HTMLElement>('[data-found]')?.dataset.found;
  if (status !== null) status.textContent = found ?? results.querySelector('.empty h2')?.textContent ?? '';
}

const kept = (): readonly string[] => JSON.parse(localStorage.getItem(KEY) ?? '[]') as string[];

function keep(given: string): void {
  const query = given.trim();
  if (query === '') return;
  const others = kept().filter((one) => one !== query);
  localStorage.setItem(KEY, JSON.stringify([query, ...others].slice(0, MOST_KEPT)));
}

function forget(results: HTMLElement): void {
  localStorage.removeItem(KEY);
  results.querySelector('[data-recent]')?.setAttribute('hidden', '');
}

/** Where nothing is searched yet, what was before. */
function showRecent(results: HTMLElement): void {
  const section = results.querySelector<HTMLElement>('[data-recent]');
  const searches = kept();
  if (section === null || searches.length === 0) return;
  section.querySelector('.pills')?.replaceChildren(...searches.map(pill));
  section.hidden = false;
}

function pill(query: string): HTMLLIElement {
  const link = document.createElement('a');
  link.className = 'pill';
  link.dir = 'auto';
  link.href = `/search?${new URLSearchParams({ q: query })}`;
  link.textContent = query;
  const item = document.createElement('li');
  item.append(link);
  return item;
}
