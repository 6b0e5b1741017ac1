// Avatars and headers. The profile that shows them belongs to the user module; here are their files.

import { type Ctx, requireViewer } from '../context.ts';
import type { Picture } from '../user/user.ts';
import { DomainError, invalidAll } from '../utils/error.ts';
import { type PictureKind, processPicture } from './image.ts';
import { fileKeys, fileUrl, storing } from './storage.ts';

/**
 * Stores a profile picture of the viewer's, cut to its shape; the profile shows it once `updateProfile`
 * has been given the answer. Throws `invalid` on `avatar` or `header`.
 */
export async function storePicture(ctx: Ctx, bytes: Uint8Array, kind: PictureKind): Promise<Picture> {
  const viewer = requireViewer(ctx);
  const { original, still } = await processPicture(bytes, kind).catch((error) => {
    throw namedAfter(kind, error);
  });
  const key = fileKeys({ tenant: ctx.tenant.slug, kind, id: viewer.id });
  const files = new Map([[key('original', original.mime), original.bytes]]);
  if (still !== undefined) files.set(key('still', still.mime), still.bytes);
  const [url, staticUrl = url] = [...files.keys()].map(fileUrl);
  return storing(files, async () => ({ url: url!, staticUrl: staticUrl! }));
}

function namedAfter(kind: PictureKind, error: unknown): unknown {
  if (!(error instanceof DomainError) || error.code !== 'invalid') return error;
  return invalidAll(error.details.map((detail) => ({ ...detail, field: kind })));
}
