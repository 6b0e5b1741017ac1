// A profile changed together with its pictures: a refused change leaves no file behind.

import type { Ctx } from '../context.ts';
import { type ProfilePatch, updateProfile } from '../user/profile.ts';
import { checkProfile } from '../user/profile-rules.ts';
import type { Picture, User } from '../user/user.ts';
import { storePicture } from './picture.ts';
import { deleteFiles } from './storage.ts';

export interface ProfilePictures {
  readonly avatar?: Uint8Array | undefined;
  readonly header?: Uint8Array | undefined;
}

/** `updateProfile` with uploaded pictures; they are decoded only when the rest is within the rules. */
export async function updateProfilePictures(
  ctx: Ctx,
  patch: ProfilePatch,
  pictures: ProfilePictures,
): Promise<User> {
  checkProfile(patch, ctx.tenant.settings);
  const stored: { avatar?: Picture; header?: Picture } = {};
  try {
    if (pictures.avatar !== undefined) stored.avatar = await storePicture(ctx, pictures.avatar, 'avatar');
    if (pictures.header !== undefined) stored.header = await storePicture(ctx, pictures.header, 'header');
    return await updateProfile(ctx, { ...patch, ...stored });
  } catch (error) {
    const paths = Object.values(stored).flatMap(({ url, staticUrl }) => [url, staticUrl]);
    await deleteFiles(paths.map((path) => path.replace(/^\/media\//, '')));
    throw error;
  }
}
