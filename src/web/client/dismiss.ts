// Buttons that take their card out of a list. It goes when the server has agreed, and the focus to the next one.

import { focusOn } from './focus.ts';
import { orTell } from './refused.ts';
import { send } from './send.ts';

/** Begins to answer clicks on `button[data-dismiss]`. */
export function listenForDismissals(): void {
  document.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest('button') : null;
    if (button?.form == null || !button.matches('[data-dismiss]')) return;
    event.preventDefault();
    if (button.getAttribute('aria-busy') !== 'true') void orTell(dismiss(button, button.form));
  });
}

async function dismiss(button: HTMLButtonElement, form: HTMLFormElement): Promise<void> {
  button.setAttribute('aria-busy', 'true');
  await send(button.formAction, new FormData(form)).finally(() => button.removeAttribute('aria-busy'));
  const card = button.closest('article, li');
  const next = card?.nextElementSibling ?? card?.previousElementSibling;
  if (card?.contains(document.activeElement)) focusOn(next);
  card?.remove();
}
