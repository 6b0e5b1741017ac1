// Status::Mention: a person a status names.

import { Type } from 'typebox';
import type { PostBody } from '../../post/body.ts';

export const MENTION = Type.Object({
  id: Type.String(),
  username: Type.String(),
  url: Type.String(),
  acct: Type.String(),
});

export const mentionEntity = (origin: string, { id, username }: PostBody['mentions'][number]) => ({
  id,
  username,
  url: `${origin}/@${username}`,
  acct: username,
});
