// One picture of the form: its upload with progress, its description, its place in the list.

import { type ComposerForm, makeButton } from './composer-form.ts';
import type { DraftStore, KeptFile } from './drafts.ts';
import { focusOn } from './focus.ts';
import { pickFocus } from './focus-point.ts';
import { Refusal, send } from './send.ts';
import { upload } from './upload.ts';

export interface PictureItem {
  /** Of the upload; none where the form came with the picture. */
  readonly key: string | undefined;
  /** Waits for the upload; false when it has failed. */
  settled(): Promise<boolean>;
  /** Takes it off the list, without a word to the server. */
  forget(): void;
}

export interface PictureSource {
  /** Of a picture the form was sent with. */
  readonly item?: HTMLLIElement;
  readonly kept?: KeptFile;
  readonly store?: DraftStore | undefined;
  gone(item: PictureItem): void;
}

/** The server deletes a picture nobody posted after a day. */
const STILL_THERE = 20 * 3_600_000;

/** Makes the item of a picture, and begins its upload. */
export function addPicture(parts: ComposerForm, { item, kept, store, gone }: PictureSource): PictureItem {
  const { attachments, pattern, say } = parts;
  const row = item ?? (pattern.content.firstElementChild!.cloneNode(true) as HTMLLIElement);
  const picture = row.querySelector('img')!;
  const words = row.querySelector('textarea')!;
  const stop = new AbortController();
  let local: string | undefined;
  let sent: Promise<boolean> = Promise.resolve(true);

  const self: PictureItem = {
    key: kept?.key,
    settled: () => sent,
    forget() {
      stop.abort();
      if (local !== undefined) URL.revokeObjectURL(local);
      row.remove();
    },
  };
  const remember = () => {
    if (kept === undefined || store === undefined) return;
    const focus = row.querySelector<HTMLInputElement>('[data-focus]')!.value;
    void store.changeFile(kept.key, {
      ...(row.dataset.mediaId && { mediaId: row.dataset.mediaId }),
      fields: { description: words.value, focus },
    });
  };

  if (kept !== undefined) {
    local = URL.createObjectURL(kept.file);
    picture.src = local;
    picture.removeAttribute('width');
    picture.removeAttribute('height');
    words.id = `${parts.text.id}-picture-${kept.key}`;
    row.querySelector<HTMLLabelElement>('label[for]')!.htmlFor = words.id;
    words.value = kept.fields?.description ?? '';
    row.querySelector<HTMLInputElement>('[data-focus]')!.value = kept.fields?.focus ?? '0,0';
    attachments.append(row);
    sent = begin();
  }
  words.addEventListener('change', remember);
  pickFocus(row, say, remember);
  row.append(acts(parts, row, remove));
  return self;

  function begin(): Promise<boolean> {
    const known = kept!.mediaId !== undefined && Date.now() - kept!.at < STILL_THERE;
    if (known) {
      name(kept!.mediaId!);
      return Promise.resolve(true);
    }
    return sendPicture(parts, row, kept!, stop.signal, () => {
      sent = begin();
    }).then((id) => {
      if (id === undefined) return false;
      name(id);
      remember();
      return true;
    });
  }

  /** The fields carry the picture's id from now on. */
  function name(id: string): void {
    row.dataset.mediaId = id;
    row.querySelector<HTMLInputElement>('input[name="media"]')!.value = id;
    row.querySelector<HTMLInputElement>('[data-focus]')!.name = `focus-${id}`;
    words.name = `description-${id}`;
  }

  function remove(): void {
    const id = row.dataset.mediaId;
    self.forget();
    if (kept !== undefined) void store?.dropFile(kept.key);
    if (kept !== undefined && id) void takeBack(parts, id);
    gone(self);
  }
}

/** A picture that was never posted need not wait for the night. What does not work now, the server does then. */
async function takeBack({ form }: ComposerForm, id: string): Promise<void> {
  const fields = new FormData();
  fields.set('form_token', String(new FormData(form).get('form_token')));
  try {
    await send(`/compose/media/${id}/delete`, fields);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
}

async function sendPicture(
  { form, say, said }: ComposerForm,
  row: HTMLLIElement,
  { file, key }: KeptFile,
  signal: AbortSignal,
  again: () => void,
): Promise<string | undefined> {
  const state = document.createElement('p');
  state.className = 'attachment-state';
  const bar = document.createElement('progress');
  bar.setAttribute('aria-label', say('compose.uploading', { name: file.name }));
  state.append(bar);
  row.append(state);
  const token = String(new FormData(form).get('form_token'));
  const progress = (share: number) => {
    if (share < 1) bar.value = share;
    else bar.removeAttribute('value');
  };
  try {
    const { id } = await upload({ file, key, token, signal, progress });
    state.remove();
    said.textContent = say('compose.uploaded', { name: file.name });
    return id;
  } catch (error) {
    if (signal.aborted) return undefined;
    if (!(error instanceof Refusal)) throw error;
    const retry = makeButton(say('compose.upload-again'), 'link-button');
    retry.addEventListener('click', () => {
      state.remove();
      focusOn(row.querySelector('textarea'));
      again();
    });
    state.className = 'attachment-state bad';
    state.setAttribute('role', 'alert');
    state.replaceChildren(error.message, retry);
    return undefined;
  }
}

/** Earlier, later, away. */
function acts({ say }: ComposerForm, row: HTMLLIElement, remove: () => void): HTMLElement {
  const bar = document.createElement('div');
  bar.className = 'attachment-acts';
  const earlier = makeButton(say('compose.move-earlier'), 'icon-button', 'chevron-up');
  const later = makeButton(say('compose.move-later'), 'icon-button', 'chevron-down');
  const away = makeButton(say('compose.remove-picture'), 'icon-button end', 'trash-2');
  earlier.addEventListener('click', () => {
    row.previousElementSibling?.before(row);
    earlier.focus();
  });
  later.addEventListener('click', () => {
    row.nextElementSibling?.after(row);
    later.focus();
  });
  away.addEventListener('click', remove);
  bar.append(earlier, later, away);
  return bar;
}
