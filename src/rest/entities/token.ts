// The Token entity. There is no `expires_in`: tokens do not run out, and clients misread zero.

import { Type } from 'typebox';
import type { IssuedToken } from '../../auth/oauth/token.ts';

export const TOKEN = Type.Object({
  access_token: Type.String(),
  token_type: Type.Literal('Bearer'),
  scope: Type.String(),
  created_at: Type.Integer({ description: 'Unix time in seconds.' }),
});

export const tokenEntity = ({ token, scopes, createdAt }: IssuedToken) => ({
  access_token: token,
  token_type: 'Bearer' as const,
  scope: scopes.join(' '),
  created_at: Math.floor(createdAt.getTime() / 1000),
});
