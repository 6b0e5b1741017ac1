// A line of a profile. `value` is HTML where a profile is shown and the text as written in `source`.

import { Type } from 'typebox';
import type { ProfileField } from '../../user/user.ts';

export const FIELD = Type.Object({
  name: Type.String(),
  value: Type.String(),
  verified_at: Type.Union([Type.String(), Type.Null()], { description: 'Links are not verified: null.' }),
});

export const fieldEntity = ({ name, html }: ProfileField) => ({ name, value: html, verified_at: null });

export const fieldSourceEntity = ({ name, value }: ProfileField) => ({ name, value, verified_at: null });
