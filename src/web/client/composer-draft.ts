// What has been begun in a form is kept while it is written, and put back when the form is opened again.

import type { ComposerForm } from './composer-form.ts';
import type { Pictures } from './composer-pictures.ts';
import { type DraftStore, openDraft } from './drafts.ts';
import { page } from './page.ts';
import { toast } from './toast.ts';

const NAMES = ['text', 'warning', 'warned', 'sensitive', 'visibility', 'language'];

export interface KeptForm {
  restore(): Promise<void>;
  clear(): Promise<void>;
}

/** Begins to keep the form. */
export function keepDraft(parts: ComposerForm, pictures: Pictures): KeptForm {
  const { viewer } = page();
  if (parts.draft === undefined || viewer === null) return { restore: nothing, clear: nothing };
  const store = openDraft(viewer, parts.draft);
  pictures.keepIn(store);
  const write = () => {
    if (isWritten(parts)) store.write(fieldsOf(parts.form));
    else void store.clear();
  };
  for (const kind of ['input', 'change']) {
    parts.form.addEventListener(kind, (event) => {
      if (NAMES.includes((event.target as HTMLInputElement).name)) write();
    });
  }
  return {
    restore: () => restore(parts, pictures, store),
    clear: () => store.clear(),
  };
}

const nothing = async (): Promise<void> => undefined;

async function restore(parts: ComposerForm, pictures: Pictures, store: DraftStore): Promise<void> {
  const { form, text } = parts;
  const [draft, files] = await Promise.all([store.read(), store.files()]);
  // What came with the address, or was refused just now, is younger; and nobody is interrupted in writing.
  const isFresh = text.value === text.defaultValue && !form.querySelector('[aria-invalid]');
  const isShared = /[?&](text|url|title)=/.test(location.search);
  const wanted = draft !== undefined && isFresh && !isShared && draft.fields.text !== text.value;
  if (wanted) fill(form, draft.fields);
  for (const file of files) pictures.addKept(file);
  if (!wanted && files.length === 0) return;
  toast(parts.say('compose.draft-restored'), {
    label: parts.say('compose.discard'),
    act: () => {
      form.reset();
      pictures.clear();
      void store.clear();
      text.dispatchEvent(new Event('input', { bubbles: true }));
    },
  });
}

/** A text of nothing but the names it began with is no draft. */
const isWritten = ({ text, warning, attachments }: ComposerForm): boolean =>
  text.value !== text.defaultValue ||
  warning.value !== warning.defaultValue ||
  attachments.children.length > 0;

function fieldsOf(form: HTMLFormElement): Record<string, string> {
  const data = new FormData(form);
  return Object.fromEntries(NAMES.map((name) => [name, String(data.get(name) ?? '')]));
}

function fill(form: HTMLFormElement, fields: Readonly<Record<string, string>>): void {
  for (const name of NAMES) {
    const value = fields[name] ?? '';
    for (const field of form.querySelectorAll<HTMLInputElement>(`[name="${name}"]`)) {
      if (field.type === 'checkbox' || field.type === 'radio') field.checked = field.value === value;
      else if (field instanceof HTMLSelectElement) selectIn(field, value);
      else field.value = value;
    }
  }
}

function selectIn(select: HTMLSelectElement, value: string): void {
  if ([...select.options].some((option) => option.value === value)) select.value = value;
}
