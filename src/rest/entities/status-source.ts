// The StatusSource entity: a status as its author typed it.

import { Type } from 'typebox';
import type { Post } from '../../post/post.ts';

export const STATUS_SOURCE = Type.Object({
  id: Type.String(),
  text: Type.String(),
  spoiler_text: Type.String(),
});

export const statusSourceEntity = ({ id, body }: Post) => ({
  id,
  text: body.text,
  spoiler_text: body.spoilerText,
});
