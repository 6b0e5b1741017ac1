// The Context entity: the thread around a status.

import { Type } from 'typebox';
import type { Ctx } from '../../context.ts';
import type { Thread } from '../../feed/thread.ts';
import { authorsOf } from '../../post/authors.ts';
import { STATUS, statusJson } from './status.ts';

export const CONTEXT = Type.Object({ ancestors: Type.Array(STATUS), descendants: Type.Array(STATUS) });

/** The entity as JSON. */
export async function contextJson(ctx: Ctx, { ancestors, descendants }: Thread): Promise<string> {
  const none = new Map<never, never>();
  const users = await authorsOf(ctx, [...ancestors, ...descendants], none);
  const [above, below] = [ancestors, descendants].map((posts) =>
    posts.flatMap((post) => statusJson(ctx, post, users, none) ?? []).join(','),
  );
  return `{"ancestors":[${above}],"descendants":[${below}]}`;
}
