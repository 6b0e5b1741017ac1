// Attachments: pictures people upload for their posts. A row and its files are made together; whoever
// takes a row away adds the job that takes its files. Files stand under unguessable addresses.

import { type Ctx, requireViewer } from '../context.ts';
import { statement } from '../utils/db/statement.ts';
import { type Id, isId } from '../utils/id.ts';
import { fileUrl, type StoredMime } from './storage.ts';

export interface Dimensions {
  readonly width: number;
  readonly height: number;
}

/** The point to keep in view when cut: -1 to 1, left to right and bottom to top. */
export interface Focus {
  readonly x: number;
  readonly y: number;
}

export interface Media {
  readonly id: Id;
  readonly kind: 'image';
  /** Paths on this host. */
  readonly url: string;
  readonly previewUrl: string;
  readonly meta: { readonly original: Dimensions; readonly small: Dimensions; readonly focus: Focus };
  /** Alternative text; empty: none was given. */
  readonly description: string;
  readonly blurhash: string | null;
}

export interface StoredVariant extends Dimensions {
  readonly key: string;
  readonly bytes: number;
  readonly mime: StoredMime;
}

/** What the column `variants` holds. */
export interface StoredVariants {
  readonly original: StoredVariant;
  readonly small: StoredVariant;
}

export interface MediaRow {
  readonly id: Id;
  readonly kind: 'image';
  readonly variants: StoredVariants;
  readonly blurhash: string | null;
  readonly description: string;
  readonly focusX: number;
  readonly focusY: number;
}

/** The columns of a MediaRow. */
export const MEDIA_COLUMNS =
  'id, kind, variants, blurhash, description, focus_x as "focusX", focus_y as "focusY"';

const byIds = statement<MediaRow>(
  'media-by-ids',
  `select ${MEDIA_COLUMNS} from tenant.media where id = any($1::bigint[])`,
);

/** Attachments by id, for whoever has decided that their posts may be seen. */
export async function mediaOf(ctx: Ctx, ids: readonly Id[]): Promise<Map<Id, Media>> {
  return mapMedia(await ctx.db.rows(byIds, ids));
}

const ownUnattached = statement<MediaRow>(
  'media-own-unattached',
  `select ${MEDIA_COLUMNS} from tenant.media where id = any($1::bigint[]) and user_id = $2 and post_id is null`,
);

/** The viewer's own uploads that no post uses yet; all others are absent. */
export async function mediaById(ctx: Ctx, ids: readonly Id[]): Promise<Map<Id, Media>> {
  return mapMedia(await ctx.db.rows(ownUnattached, ids.filter(isId), requireViewer(ctx).id));
}

/** A row in the shape every edge knows. */
export function toMedia(row: MediaRow): Media {
  const { original, small } = row.variants;
  return {
    id: row.id,
    kind: row.kind,
    url: fileUrl(original.key),
    previewUrl: fileUrl(small.key),
    meta: {
      original: { width: original.width, height: original.height },
      small: { width: small.width, height: small.height },
      focus: { x: row.focusX, y: row.focusY },
    },
    description: row.description,
    blurhash: row.blurhash,
  };
}

const mapMedia = (rows: readonly MediaRow[]) => new Map(rows.map((row) => [row.id, toMedia(row)]));
