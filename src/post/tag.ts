// Hashtags: one row per normalised name, with the spelling of its first use.

import type { Ctx } from '../context.ts';
import { statement } from '../utils/db/statement.ts';
import { notFound } from '../utils/error.ts';
import type { Id } from '../utils/id.ts';
import { normaliseTag, tagAt } from '../utils/text/tag.ts';

export interface Tag {
  /** Null: nobody has used the tag yet. */
  readonly id: Id | null;
  /** Normalised: what addresses and lookups use. */
  readonly name: string;
  readonly display: string;
  /** The viewer's marks; false for nobody. */
  readonly following: boolean;
  readonly featuring: boolean;
}

const MARKS = `(select true from tenant.tag_follow f where f.user_id = $2::bigint and f.tag_id = t.id) is not null
    as following,
  (select true from tenant.featured_tag f where f.user_id = $2::bigint and f.tag_id = t.id) is not null
    as featuring`;

const byNames = statement<Tag>(
  'tags-by-name',
  `select t.id, t.name, t.display, ${MARKS} from tenant.tag t where t.name = any($1::text[])`,
);

const byIds = statement<Tag & { id: Id }>(
  'tags-by-id',
  `select t.id, t.name, t.display, ${MARKS} from tenant.tag t where t.id = any($1::bigint[])`,
);

/** Tags by name in any spelling; the map's keys are normalised. Tags nobody has used are absent. */
export async function tagsByName(ctx: Ctx, names: readonly string[]): Promise<Map<string, Tag>> {
  if (names.length === 0) return new Map();
  const tags = await ctx.db.rows(byNames, names.map(normaliseTag), ctx.viewer?.id ?? null);
  return new Map(tags.map((tag) => [tag.name, tag]));
}

/** Tags by id. */
export async function tagsById(ctx: Ctx, ids: readonly Id[]): Promise<Map<Id, Tag>> {
  if (ids.length === 0) return new Map();
  const tags = await ctx.db.rows(byIds, ids, ctx.viewer?.id ?? null);
  return new Map(tags.map((tag) => [tag.id, tag]));
}

/** One tag by name in any spelling. A name nobody has used is a tag without id; what is no tag is not-found. */
export async function tagByName(ctx: Ctx, given: string): Promise<Tag> {
  const { name, display } = checkTag(given);
  const known = (await tagsByName(ctx, [name])).get(name);
  return known ?? { id: null, name, display, following: false, featuring: false };
}

/** Normalises what a person typed as a tag, with or without `#`; not-found if it can be none. */
export function checkTag(given: string): { name: string; display: string } {
  const sign = `#${given.trim().replace(/^[#＃]/, '')}`;
  const tag = tagAt(sign, 0);
  if (tag === null || tag.text !== sign) throw notFound('Tag');
  return { name: tag.name, display: tag.display };
}
