// A post before it is written: what was asked for, checked, and completed with the author's usual ways.

import { randomInt } from 'node:crypto';
import type { Ctx } from '../context.ts';
import type { Visibility } from '../user/profile.ts';
import { invalid } from '../utils/error.ts';
import { type Id, idAt } from '../utils/id.ts';
import { type AuthorDefaults, authorDefaults } from './author-defaults.ts';
import { checkLanguage } from './language.ts';
import { type Target, targetOf } from './target.ts';
import { findWords, type Words } from './words.ts';

/** What is absent is as the author usually has it. */
export interface NewPost {
  readonly text: string;
  readonly visibility?: Visibility | undefined;
  /** The post this is a comment on. */
  readonly parentId?: Id | undefined;
  /** The author's own uploads, in order. */
  readonly mediaIds?: readonly Id[] | undefined;
  readonly sensitive?: boolean | undefined;
  readonly spoilerText?: string | undefined;
  /** A BCP 47 code. */
  readonly language?: string | undefined;
  /** Repeating the same key within an hour gives the first post again. */
  readonly idempotencyKey?: string | undefined;
  /** When it was written, for imports and seeds; no edge takes it from a request. */
  readonly writtenAt?: Date | undefined;
}

export interface Draft {
  readonly words: Words;
  readonly parent: Target | null;
  readonly visibility: Visibility;
  readonly sensitive: boolean;
  readonly language: string | null;
  readonly mediaIds: readonly Id[];
  /** An id of the moment it was written; null: now. */
  readonly id: Id | null;
}

/** Checks a new post against every rule that needs no lock, and renders its text. */
export async function prepareDraft(ctx: Ctx, authorId: Id, input: NewPost): Promise<Draft> {
  const mediaIds = checkMediaIds(ctx, input.mediaIds ?? []);
  const [usual, parent, words] = await Promise.all([
    authorDefaults(ctx, authorId),
    input.parentId === undefined ? null : targetOf(ctx, input.parentId),
    findWords(ctx, authorId, {
      text: input.text,
      spoilerText: input.spoilerText ?? '',
      hasMedia: mediaIds.length > 0,
    }),
  ]);
  return {
    words,
    parent,
    mediaIds,
    id: input.writtenAt === undefined ? null : idAt(input.writtenAt, randomInt(0x10000)),
    visibility: chooseVisibility(input.visibility, usual, parent),
    sensitive: (input.sensitive ?? usual.sensitive) || words.spoilerText !== '',
    language: input.language === undefined ? usual.language : checkLanguage(input.language),
  };
}

/** At most as many uploads as the community allows, each once. */
export function checkMediaIds(ctx: Ctx, ids: readonly Id[]): readonly Id[] {
  const limit = ctx.tenant.settings.maxMedia;
  if (ids.length > limit) throw invalid('media', 'too-many', `are more than ${limit} attachments`, limit);
  return ids;
}

const WIDTH: Record<Visibility, number> = { direct: 0, followers: 1, unlisted: 2, public: 3 };

/** A comment on a direct post is direct; one without a wish is no wider than its parent. */
function chooseVisibility(
  asked: Visibility | undefined,
  usual: AuthorDefaults,
  parent: Target | null,
): Visibility {
  if (parent?.visibility === 'direct') return 'direct';
  const wanted = asked ?? usual.visibility;
  if (asked !== undefined || parent === null) return wanted;
  return WIDTH[wanted] <= WIDTH[parent.visibility] ? wanted : parent.visibility;
}
