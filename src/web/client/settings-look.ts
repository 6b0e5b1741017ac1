// How the pages look changes as soon as it is chosen, and is kept without a button.

import { orTell } from './refused.ts';
import { send } from './send.ts';

/** Begins on the form of pages/settings/appearance.tsx. */
export function applyLooks(form: HTMLFormElement): void {
  const said = form.querySelector<HTMLElement>('[data-said]');
  form.querySelector<HTMLElement>('.save')!.hidden = true;
  form.addEventListener('change', (event) => {
    const { name, value } = event.target as HTMLInputElement;
    document.documentElement.dataset[name] = value;
    void orTell(keep(form, said));
  });
}

async function keep(form: HTMLFormElement, said: HTMLElement | null): Promise<void> {
  const { said: words } = await send(form.action, new FormData(form));
  if (said === null || typeof words !== 'string') return;
  said.dataset.shown = '';
  said.querySelector('span')!.textContent = words;
}
