// <nx-composer>: the form for posts with what only a script can do. Without it the form is whole.

import { completeNames } from './composer-complete.ts';
import { countDown } from './composer-count.ts';
import { keepDraft } from './composer-draft.ts';
import { type ComposerForm, composerForm } from './composer-form.ts';
import { type Pictures, takePictures } from './composer-pictures.ts';
import { shownReply } from './composer-sent.ts';
import { type Answer, Refusal, send } from './send.ts';
import { alert, toast } from './toast.ts';

/** Told when a form's post is out; a dialog closes on it. */
export const SENT = 'nx-sent';

export class Composer extends HTMLElement {
  connectedCallback(): void {
    if (this.dataset.ready !== undefined || this.querySelector('form') === null) return;
    this.dataset.ready = '';
    const parts = composerForm(this);
    // Pictures are sent one by one; the form's own fields for files would be sent with it.
    parts.form.querySelector('.composer-files')?.remove();
    const recount = countDown(parts);
    const pictures = takePictures(parts);
    const draft = keepDraft(parts, pictures);
    completeNames(parts);
    void draft.restore().then(recount);
    parts.form.addEventListener('submit', (event) => {
      event.preventDefault();
      void submit(parts, pictures, async (answer) => {
        await draft.clear();
        finish(parts, pictures, answer);
        recount();
      });
    });
    parts.text.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) parts.form.requestSubmit();
    });
    parts.form.addEventListener('change', (event) => {
      if (event.target === parts.warned && parts.warned.checked) parts.warning.focus();
    });
  }
}

/** Sends once, however often the button is pressed; the server knows the form by its key as well. */
async function submit(
  parts: ComposerForm,
  pictures: Pictures,
  done: (answer: Answer) => Promise<void>,
): Promise<void> {
  const { form, submit: button, text } = parts;
  if (button.getAttribute('aria-busy') === 'true') return;
  button.setAttribute('aria-busy', 'true');
  button.setAttribute('aria-disabled', 'true');
  try {
    if (!(await pictures.settled())) return;
    await done(await send(form.action, new FormData(form)));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    alert(error.message);
    if (error.field === 'text') text.setAttribute('aria-invalid', 'true');
    text.focus();
  } finally {
    button.removeAttribute('aria-busy');
    button.removeAttribute('aria-disabled');
  }
}

function finish(parts: ComposerForm, pictures: Pictures, answer: Answer): void {
  const { form, host } = parts;
  const { href, message, view } = answer as { href: string; message: string; view?: string };
  const stays = form.classList.contains('compact') || host.closest('dialog') !== null;
  if (!stays) {
    location.assign(href);
    return;
  }
  form.reset();
  form.querySelector<HTMLInputElement>('input[name="key"]')!.value = newKey();
  pictures.clear();
  const shown = shownReply(answer);
  host.dispatchEvent(new CustomEvent(SENT, { bubbles: true }));
  toast(message, view === undefined ? undefined : { label: view, act: () => location.assign(href) });
  shown?.focus();
}

/** `crypto.randomUUID` is there over https only. */
const newKey = (): string =>
  [...crypto.getRandomValues(new Uint32Array(4))].map((n) => n.toString(36)).join('-');
