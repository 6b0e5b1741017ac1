// The compose form in a dialog, over whatever page one is on. Its links lead to the form's own page, which they
// still do when opened in a new tab, or when the form cannot be fetched.

import { Composer, SENT } from './composer.ts';
import { makeButton } from './composer-form.ts';
import { focusOn } from './focus.ts';
import { fetchFragment } from './fragment.ts';
import { message } from './page.ts';
import { Refusal } from './send.ts';

if (customElements.get('nx-composer') === undefined) customElements.define('nx-composer', Composer);

/** Opens the form of an address (`/compose?reply=5`). */
export async function openComposer(href: string): Promise<void> {
  if (document.querySelector('dialog[open]') !== null) return;
  let form: DocumentFragment;
  try {
    form = await fetchFragment(href);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    location.assign(href);
    return;
  }
  const opener = document.activeElement;
  const dialog = dialogWith(form);
  document.body.append(dialog);
  dialog.addEventListener('close', () => {
    dialog.remove();
    focusOn(opener === document.body ? null : opener);
  });
  dialog.addEventListener(SENT, () => dialog.close());
  dialog.addEventListener('pointerdown', (event) => {
    // The text is kept as a draft: nothing is lost beside it.
    if (event.target === dialog) dialog.close();
  });
  dialog.showModal();
  const text = dialog.querySelector<HTMLTextAreaElement>('textarea[name="text"]');
  text?.focus();
  text?.setSelectionRange(text.value.length, text.value.length);
}

function dialogWith(form: DocumentFragment): HTMLDialogElement {
  const dialog = document.createElement('dialog');
  dialog.id = 'compose';
  dialog.setAttribute('aria-labelledby', 'compose-title');
  const head = document.createElement('div');
  head.className = 'dialog-head';
  const title = document.createElement('h2');
  title.id = 'compose-title';
  title.textContent = form.querySelector<HTMLElement>('[data-title]')?.dataset.title ?? '';
  const close = makeButton(message('client.close'), 'icon-button', 'x');
  close.addEventListener('click', () => dialog.close());
  head.append(title, close);
  dialog.append(head, form);
  return dialog;
}
