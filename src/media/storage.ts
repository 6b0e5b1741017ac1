// Where stored pictures live: a folder of this process's home. Keys are made here and nowhere else, begin
// with the community, hold an unguessable part, and are checked again whenever one comes back.

import { randomBytes } from 'node:crypto';
import type { Readable } from 'node:stream';
import { Disk } from 'flydrive';
import { FSDriver } from 'flydrive/drivers/fs';
import type { Id } from '../utils/id.ts';

const KEY =
  /^[a-z0-9](-?[a-z0-9]){0,39}\/(attachment|avatar|header|logo|cover)\/\d{7}\/\d{3}\/\d{9}\/[0-9a-f]{32}\/[a-z0-9]+\.(jpeg|png|webp)$/;

export type StoredMime = 'image/jpeg' | 'image/png' | 'image/webp';

const MIME: Readonly<Record<string, StoredMime>> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
};

let disk: Disk | undefined;

/** Opens the store; called once, when the process starts. The folder is made when the first file is. */
export function storeFilesIn(directory: string): void {
  disk = new Disk(new FSDriver({ location: directory, visibility: 'private' }));
}

export interface KeyParts {
  readonly tenant: string;
  readonly kind: 'attachment' | 'avatar' | 'header' | 'logo' | 'cover';
  /** Of the attachment, the person pictured, or the community. */
  readonly id: Id;
}

/**
 * Begins the keys of one upload's variants: `fileKeys({…})('small', 'image/webp')`. The id's parts keep
 * folders small: the first changes about every four hours.
 */
export function fileKeys({ tenant, kind, id }: KeyParts): (variant: string, mime: StoredMime) => string {
  const digits = id.padStart(19, '0');
  const path = [digits.slice(0, 7), digits.slice(7, 10), digits.slice(10)].join('/');
  const folder = `${tenant}/${kind}/${path}/${randomBytes(16).toString('hex')}`;
  return (variant, mime) => checked(`${folder}/${variant}.${mime.slice('image/'.length)}`);
}

/** The path under which a file is served; `src/rest/media-files.ts` answers it. */
export const fileUrl = (key: string): string => `/media/${key}`;

/** Whether a key is one of ours and of this community. */
export const isKeyOf = (tenant: string, key: string): boolean =>
  KEY.test(key) && key.startsWith(`${tenant}/`);

/** Writes a file; a second write under the key replaces the first. */
export const putFile = (key: string, bytes: Uint8Array): Promise<void> => store().put(checked(key), bytes);

/**
 * Writes files, then does what makes them known. If either fails, none of the files stays.
 */
export async function storing<T>(
  files: ReadonlyMap<string, Uint8Array>,
  enter: () => Promise<T>,
): Promise<T> {
  try {
    for (const [key, bytes] of files) await putFile(key, bytes);
    return await enter();
  } catch (error) {
    await deleteFiles([...files.keys()]);
    throw error;
  }
}

export interface StoredFile {
  readonly size: number;
  readonly mime: StoredMime;
  open(): Promise<Readable>;
}

/** Finds a file; null when it is not there. Its type is the one we encoded. */
export async function findFile(key: string): Promise<StoredFile | null> {
  if (!(await store().exists(checked(key)))) return null;
  const { contentLength } = await store().getMetaData(key);
  const mime = MIME[key.slice(key.lastIndexOf('.') + 1)]!;
  return { size: contentLength, mime, open: () => store().getStream(key) };
}

/** Deletes files; those that are gone already are no error. */
export async function deleteFiles(keys: readonly string[]): Promise<void> {
  for (const key of keys) await store().delete(checked(key));
}

/** Deletes every file of a deleted community. */
export async function deleteCommunityFiles(tenant: string): Promise<void> {
  if (!/^[a-z0-9-]{1,40}$/.test(tenant)) throw new Error(`Not a community's slug: ${tenant}`);
  await store().deleteAll(`${tenant}/`);
}

function store(): Disk {
  if (disk === undefined) throw new Error('storeFilesIn has not run');
  return disk;
}

function checked(key: string): string {
  if (!KEY.test(key)) throw new Error(`Not a key of the media store: ${key}`);
  return key;
}
