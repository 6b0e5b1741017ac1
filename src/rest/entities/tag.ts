// The Tag entity, and the short form of it in a status.

import { Type } from 'typebox';
import type { Ctx } from '../../context.ts';
import type { Tag } from '../../post/tag.ts';
import { lastDays, type TagDay, tagHistory } from '../../post/tag-history.ts';
import type { Id } from '../../utils/id.ts';

export const STATUS_TAG = Type.Object({ name: Type.String(), url: Type.String() });

export const TAG = Type.Object({
  id: Type.String({ description: '"0" for a tag nobody has used yet.' }),
  name: Type.String(),
  url: Type.String(),
  history: Type.Array(
    Type.Object({
      day: Type.String({ description: 'Seconds since 1970.' }),
      uses: Type.String(),
      accounts: Type.String(),
    }),
    { description: 'Seven days, today first.' },
  ),
  following: Type.Optional(Type.Boolean({ description: 'Signed in only.' })),
  featuring: Type.Optional(Type.Boolean({ description: 'Signed in only.' })),
});

export const tagUrl = (origin: string, name: string): string => `${origin}/tags/${encodeURIComponent(name)}`;

export const statusTagEntity = (origin: string, name: string) => ({ name, url: tagUrl(origin, name) });

/** Tags with their history of the last days, in one statement for all. */
export async function tagEntities(ctx: Ctx, tags: readonly Tag[]) {
  const used = tags.flatMap((tag): Id[] => (tag.id === null ? [] : [tag.id]));
  const now = new Date();
  const histories = await tagHistory(ctx, used, now);
  const unused = lastDays(now).map((day) => ({ day, uses: 0, accounts: 0 }));
  return tags.map((tag) => tagEntity(ctx, tag, (tag.id && histories.get(tag.id)) || unused));
}

const tagEntity = (ctx: Ctx, tag: Tag, history: readonly TagDay[]) => ({
  id: tag.id ?? '0',
  name: tag.display,
  url: tagUrl(ctx.tenant.origin, tag.name),
  history: history.map(({ day, uses, accounts }) => ({
    day: String(day.getTime() / 1000),
    uses: String(uses),
    accounts: String(accounts),
  })),
  ...(ctx.viewer !== null && { following: tag.following, featuring: tag.featuring }),
});
