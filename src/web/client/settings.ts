// What the settings do better with a script: pictures shown before they are sent, characters counted, looks applied
// at once, and a word before unsaved changes are lost.

import { countCharacters } from './characters.ts';
import { previewAccent } from './settings-accent.ts';
import { applyLooks } from './settings-look.ts';
import { previewPicture } from './settings-picture.ts';

/** Begins on the forms within `root`. */
export function start(root: ParentNode): void {
  for (const field of root.querySelectorAll<HTMLElement>('[data-picture]')) previewPicture(field);
  for (const field of root.querySelectorAll<HTMLElement>('[data-accent]')) previewAccent(field);
  for (const form of root.querySelectorAll<HTMLFormElement>('form.applies')) applyLooks(form);
  for (const button of root.querySelectorAll<HTMLElement>('[data-copy]')) copyOnClick(button);
  for (const part of root.querySelectorAll<HTMLElement>('[data-guard]')) guard(part.closest('form')!);
  for (const count of root.querySelectorAll<HTMLElement>('[data-count-of]')) countIn(count);
}

/** How long a text is, beside how long it may be. */
function countIn(count: HTMLElement): void {
  const { countOf, most = '0' } = count.dataset;
  const input = document.getElementById(countOf!) as HTMLInputElement | HTMLTextAreaElement | null;
  if (input === null) return;
  const usual = count.textContent;
  const show = () => {
    // Links and names in a bio count as they do in posts; a line counts what it is.
    const length = input instanceof HTMLInputElement ? [...input.value].length : countCharacters(input.value);
    count.toggleAttribute('data-over', length > Number(most));
    count.textContent = length === 0 ? usual : `${length} / ${most}`;
  };
  input.addEventListener('input', show);
  show();
}

/** The browser asks before a changed form is left; sending it is no leaving. */
function guard(form: HTMLFormElement): void {
  const ask = (event: BeforeUnloadEvent) => event.preventDefault();
  form.addEventListener('input', () => addEventListener('beforeunload', ask), { once: true });
  form.addEventListener('submit', () => removeEventListener('beforeunload', ask));
}

function copyOnClick(button: HTMLElement): void {
  button.addEventListener('click', async () => {
    const { copy, copied } = button.dataset;
    const input = document.getElementById(copy!) as HTMLInputElement;
    input.select();
    await navigator.clipboard.writeText(input.value);
    button.querySelector('span')!.textContent = copied!;
  });
}
