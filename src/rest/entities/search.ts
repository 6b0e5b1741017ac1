// The Search entity: accounts, statuses and hashtags found.

import { Type } from 'typebox';
import type { Ctx } from '../../context.ts';
import type { Found } from '../../search/all.ts';
import { ACCOUNT, accountsJson } from './account.ts';
import { STATUS, statusesJson } from './status.ts';
import { TAG, tagEntities } from './tag.ts';

export const SEARCH = Type.Object({
  accounts: Type.Array(ACCOUNT),
  statuses: Type.Array(STATUS),
  hashtags: Type.Array(TAG),
});

/** The entity as JSON. */
export async function searchJson(ctx: Ctx, found: Found): Promise<string> {
  const statuses = await statusesJson(ctx, found.posts, found.originals);
  const tags = JSON.stringify(await tagEntities(ctx, found.tags));
  return `{"accounts":${accountsJson(ctx, found.users)},"statuses":${statuses},"hashtags":${tags}}`;
}
