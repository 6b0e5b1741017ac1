// The pictures of a form: taken by picker, drop or paste, sent at once, each with its description and the
// point to keep in view. They are in the order of the list.

import type { ComposerForm } from './composer-form.ts';
import { addPicture, type PictureItem } from './composer-picture.ts';
import type { DraftStore, KeptFile } from './drafts.ts';
import { alert } from './toast.ts';

export interface Pictures {
  /** Waits for uploads; false when one has failed and wants a decision. */
  settled(): Promise<boolean>;
  /** Keeps what is added from now on. */
  keepIn(store: DraftStore): void;
  addKept(kept: KeptFile): void;
  clear(): void;
}

const LARGEST = 16 * 1024 * 1024;

/** Begins to take pictures. */
export function takePictures(parts: ComposerForm): Pictures {
  const { form, attachments, most, types, said, say } = parts;
  const items = new Set<PictureItem>();
  let store: DraftStore | undefined;

  for (const item of attachments.querySelectorAll<HTMLLIElement>('.attachment'))
    items.add(addPicture(parts, { item, gone }));

  function gone(item: PictureItem): void {
    items.delete(item);
    said.textContent = say('compose.removed');
    form.querySelector<HTMLElement>('[data-pick]')?.focus();
  }

  /** What is chosen while a draft is brought back may be in that draft already. */
  function add(kept: KeptFile): void {
    if ([...items].some(({ key }) => key === kept.key)) return;
    items.add(addPicture(parts, { kept, store, gone }));
    form.toggleAttribute('data-pictures', true);
  }

  async function take(files: Iterable<File>): Promise<void> {
    for (const file of files) {
      const wrong = problemOf(file);
      if (wrong !== undefined) alert(wrong);
      else add((await store?.keepFile(file)) ?? { file, key: newKey(), at: Date.now() });
    }
  }

  function problemOf(file: File): string | undefined {
    if (items.size >= most) return say('compose.too-many', { n: most });
    if (!types.includes(file.type)) return say('compose.not-picture', { name: file.name });
    return file.size > LARGEST ? say('compose.too-large', { name: file.name }) : undefined;
  }

  pickBy(parts, take);
  dropOn(form, take);
  form.addEventListener('paste', (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    void take(files);
  });
  return {
    settled: async () => (await Promise.all([...items].map((item) => item.settled()))).every(Boolean),
    keepIn: (given) => {
      store = given;
    },
    addKept: add,
    clear() {
      for (const item of items) item.forget();
      items.clear();
    },
  };
}

type Take = (files: Iterable<File>) => Promise<void>;

function pickBy({ form, types, most }: ComposerForm, take: Take): void {
  const picker = document.createElement('input');
  picker.type = 'file';
  picker.accept = types.join(',');
  picker.multiple = most > 1;
  picker.addEventListener('change', () => {
    void take([...(picker.files ?? [])]);
    picker.value = '';
  });
  form.querySelector('[data-pick]')?.addEventListener('click', () => picker.click());
}

function dropOn(form: HTMLFormElement, take: Take): void {
  const isFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;
  form.addEventListener('dragover', (event) => {
    if (!isFiles(event)) return;
    event.preventDefault();
    form.classList.add('dropping');
  });
  form.addEventListener('dragleave', (event) => {
    if (!form.contains(event.relatedTarget as Node | null)) form.classList.remove('dropping');
  });
  form.addEventListener('drop', (event) => {
    form.classList.remove('dropping');
    if (!isFiles(event)) return;
    event.preventDefault();
    void take([...(event.dataTransfer?.files ?? [])]);
  });
}

const newKey = (): string =>
  [...crypto.getRandomValues(new Uint32Array(4))].map((n) => n.toString(36)).join('-');
