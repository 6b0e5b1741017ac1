// Logo and cover of a community, changed together with its other settings: a refused change leaves no file
// behind. Uploads are treated as strangers', whoever sends them: decoded, and encoded anew without what else
// the file held.

import type { Ctx } from '../context.ts';
import { requireSettingsRight } from '../tenant/change-settings.ts';
import { saveSettings } from '../tenant/directory.ts';
import type { Logo, Settings } from '../tenant/settings.ts';
import { checkSettings, type WrittenSettings } from '../tenant/settings-rules.ts';
import { DomainError, invalidAll } from '../utils/error.ts';
import { enqueue } from '../utils/queue.ts';
import { processPicture } from './image.ts';
import { LOGO_SIZES, processLogo } from './logo.ts';
import { fileKeys, fileUrl, storing } from './storage.ts';

/** Uploaded pictures; null takes one away, absent stays. */
export interface BrandPictures {
  readonly logo?: Uint8Array | null | undefined;
  readonly cover?: Uint8Array | null | undefined;
}

/** Pages that were sent with the old pictures may be open for a while. */
const REMOVED_AFTER = 24 * 60 * 60 * 1000;

/** `changeSettings` with pictures; they are decoded only when the rest is allowed and within the rules. */
export async function changeSettingsWithPictures(
  ctx: Ctx,
  patch: WrittenSettings,
  pictures: BrandPictures,
): Promise<Settings> {
  requireSettingsRight(ctx);
  const before = ctx.tenant.settings;
  const checked = checkSettings(patch, before);
  const logo = pictures.logo && (await drawLogo(ctx, pictures.logo));
  const cover = pictures.cover && (await drawCover(ctx, pictures.cover));
  const next = {
    ...checked,
    ...(logo !== undefined && { logo: logo?.paths ?? null }),
    ...(cover !== undefined && { cover: cover?.path ?? null }),
  };
  const files = new Map([...(logo?.files ?? []), ...(cover?.files ?? [])]);
  await storing(files, () => saveSettings(ctx.tenant.id, next));
  await removeReplaced(ctx, before, { ...before, ...next });
  return { ...before, ...next };
}

async function drawLogo(ctx: Ctx, bytes: Uint8Array) {
  const drawn = await processLogo(bytes).catch(named('logo'));
  const key = keysOf(ctx, 'logo');
  const keys = LOGO_SIZES.map((size) => [String(size), key(`size${size}`, 'image/png')] as const);
  const paths = Object.fromEntries(keys.map(([size, path]) => [size, fileUrl(path)])) as unknown as Logo;
  return { files: keys.map(([, path], index) => [path, drawn[index]!] as const), paths };
}

async function drawCover(ctx: Ctx, bytes: Uint8Array) {
  const { original, still = original } = await processPicture(bytes, 'header').catch(named('cover'));
  const key = keysOf(ctx, 'cover')('original', still.mime);
  return { files: [[key, still.bytes] as const], path: fileUrl(key) };
}

const keysOf = ({ tenant }: Ctx, kind: 'logo' | 'cover') =>
  fileKeys({ tenant: tenant.slug, kind, id: String(tenant.id) });

const named =
  (field: keyof BrandPictures) =>
  (error: unknown): never => {
    if (!(error instanceof DomainError) || error.code !== 'invalid') throw error;
    throw invalidAll(error.details.map((detail) => ({ ...detail, field })));
  };

async function removeReplaced(ctx: Ctx, before: Settings, after: Settings): Promise<void> {
  const kept = new Set(pathsOf(after));
  const keys = pathsOf(before)
    .filter((path) => !kept.has(path))
    .map((path) => path.replace(/^\/media\//, ''));
  if (keys.length === 0) return;
  await enqueue(ctx, 'media/remove-files', { keys }, { runAt: new Date(Date.now() + REMOVED_AFTER) });
}

const pathsOf = ({ logo, cover }: Settings): string[] => [
  ...Object.values(logo ?? {}),
  ...(cover === null ? [] : [cover]),
];
