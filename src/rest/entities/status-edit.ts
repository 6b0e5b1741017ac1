// The StatusEdit entity: a version of a status.

import { Type } from 'typebox';
import type { Ctx } from '../../context.ts';
import type { PostVersion } from '../../post/history.ts';
import type { User } from '../../user/user.ts';
import { ACCOUNT, accountEntity } from './account.ts';
import { MEDIA_ATTACHMENT, mediaAttachmentEntity } from './media-attachment.ts';

export const STATUS_EDIT = Type.Object({
  content: Type.String({ description: 'HTML.' }),
  spoiler_text: Type.String(),
  sensitive: Type.Boolean(),
  created_at: Type.String(),
  account: ACCOUNT,
  media_attachments: Type.Array(MEDIA_ATTACHMENT),
  emojis: Type.Array(Type.Object({})),
});

export const statusEditEntity = (ctx: Ctx, version: PostVersion, author: User) => ({
  content: version.html,
  spoiler_text: version.spoilerText,
  sensitive: version.sensitive,
  created_at: version.writtenAt.toISOString(),
  account: accountEntity(ctx, author),
  media_attachments: version.media.map((media) => mediaAttachmentEntity(ctx.tenant.origin, media)),
  emojis: [],
});
