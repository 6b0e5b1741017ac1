// The Suggestion entity: somebody to follow, and why. `source` is the older word for the reason.

import { Type } from 'typebox';
import type { Ctx } from '../../context.ts';
import type { Suggestion } from '../../user/suggest.ts';
import { ACCOUNT, accountEntity } from './account.ts';

/** For the reference page. */
export const SUGGESTION = Type.Object({
  source: Type.String(),
  sources: Type.Array(Type.String()),
  account: ACCOUNT,
});

const REASONS = {
  'friends-of-friends': { source: 'past_interactions', sources: ['friends_of_friends'] },
  popular: { source: 'global', sources: ['most_followed'] },
} as const;

export const suggestionEntity = (ctx: Ctx, { user, source }: Suggestion) => ({
  ...REASONS[source],
  account: accountEntity(ctx, user),
});
