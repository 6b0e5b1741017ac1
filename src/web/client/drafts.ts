// What somebody has begun to write, kept in this browser until it is sent or they sign out. Text is written
// to localStorage, which cannot be late, and to IndexedDB, which outlives a killed browser; the younger counts
// (docs/adr/0014). Files are in IndexedDB alone.

import { createStore, delMany, entries, get, keys, set, update } from 'idb-keyval';

/** The fields of a form by name. */
export type Fields = Readonly<Record<string, string>>;

export interface Draft {
  readonly fields: Fields;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** A chosen picture. `key` names its upload, so that repeating it makes no second picture. */
export interface KeptFile {
  readonly key: string;
  readonly file: File;
  readonly at: number;
  /** The picture on the server, once it is there. */
  readonly mediaId?: string;
  /** Alt text, focus and whatever else is said of it. */
  readonly fields?: Fields;
}

export interface DraftStore {
  /** The younger of the two copies; undefined when there is none, or only an empty one. */
  read(): Promise<Draft | undefined>;
  /** Keeps the fields as they are now. */
  write(fields: Fields): void;
  /** The pictures in the order they were chosen. */
  files(): Promise<readonly KeptFile[]>;
  /** Keeps a picture before its upload begins. */
  keepFile(file: File): Promise<KeptFile>;
  changeFile(key: string, change: Pick<KeptFile, 'mediaId' | 'fields'>): Promise<void>;
  dropFile(key: string): Promise<void>;
  /** Forgets text and pictures: they were sent, or thrown away. */
  clear(): Promise<void>;
}

const PREFIX = 'nexus-draft';

/** A draft older than this is not offered; the server has deleted its pictures long before. */
const KEPT_FOR = 14 * 24 * 3_600_000;

const LATER = 300;

const store = createStore(PREFIX, 'drafts');

/** By the name of a draft: the copy to IndexedDB that is still to be written. */
const waiting = new Map<string, ReturnType<typeof setTimeout>>();

/** The draft of a person for a context: "new", "reply-5", "edit-7". */
export function openDraft(viewer: string, context: string): DraftStore {
  const name = `${PREFIX}:${viewer}:${context}`;
  const fileName = (key: string) => `${name}:file:${key}`;
  const isFile = ([key]: [IDBValidKey, unknown]) => String(key).startsWith(fileName(''));
  return {
    async read() {
      const local = parsed(localStorage.getItem(name));
      const draft = younger(local, await get<Draft>(name, store));
      // The page was left before the copy that outlives a killed browser was written.
      if (draft !== undefined && draft === local) await set(name, draft, store);
      return draft;
    },
    write(fields) {
      const draft = { fields, at: Date.now() };
      localStorage.setItem(name, JSON.stringify(draft));
      clearTimeout(waiting.get(name));
      waiting.set(
        name,
        setTimeout(() => set(name, draft, store), LATER),
      );
    },
    async files() {
      const found = (await entries<IDBValidKey, KeptFile>(store)).filter(isFile).map(([, kept]) => kept);
      return found.filter(isFresh).sort((a, b) => a.at - b.at);
    },
    async keepFile(file) {
      const kept = { key: newKey(), file, at: Date.now() };
      await set(fileName(kept.key), kept, store);
      return kept;
    },
    changeFile: (key, change) => update<KeptFile>(fileName(key), (kept) => ({ ...kept!, ...change }), store),
    dropFile: (key) => delMany([fileName(key)], store),
    clear: () => forget((key) => key === name || key.startsWith(fileName(''))),
  };
}

/** Forgets all drafts in this browser: somebody signs out. */
export const forgetDrafts = (): Promise<void> => forget(() => true);

/** Forgets drafts that nobody came back to. */
export async function forgetOldDrafts(): Promise<void> {
  const all = await entries<string, Draft | KeptFile>(store);
  const old = new Set(all.filter(([, kept]) => !isFresh(kept)).map(([key]) => key));
  await forget((key) => old.has(key));
}

async function forget(which: (key: string) => boolean): Promise<void> {
  // What is forgotten shall not be written a moment later.
  for (const [name, timer] of waiting) if (which(name)) clearTimeout(timer);
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(`${PREFIX}:`) && which(key)) localStorage.removeItem(key);
  }
  await delMany((await keys<string>(store)).filter(which), store);
}

/** The younger of two copies that is not too old, unless all its fields are empty. */
export function younger(one: Draft | undefined, other: Draft | undefined): Draft | undefined {
  const [first] = [one, other]
    .filter((draft) => draft !== undefined)
    .filter(isFresh)
    .sort((a, b) => b.at - a.at);
  return first && Object.values(first.fields).some((value) => value !== '') ? first : undefined;
}

const isFresh = ({ at }: { readonly at: number }): boolean => Date.now() - at < KEPT_FOR;

const parsed = (text: string | null): Draft | undefined =>
  text === null ? undefined : (JSON.parse(text) as Draft);

/** `crypto.randomUUID` is there over https only. */
const newKey = (): string =>
  [...crypto.getRandomValues(new Uint32Array(4))].map((n) => n.toString(36)).join('-');
