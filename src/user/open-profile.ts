// Opening somebody's profile, as the edges do it: one person who must be there, in a community that lets
// the viewer look around.

import type { Ctx } from '../context.ts';
import { requirePreview } from '../tenant/preview.ts';
import { notFound } from '../utils/error.ts';
import type { Id } from '../utils/id.ts';
import { type User, userById, userByUsername } from './user.ts';

/** The person, or 'not-found'; 'unauthenticated' where profiles are for members only. */
export async function openProfile(ctx: Ctx, id: Id): Promise<User> {
  requirePreview(ctx);
  return present(await userById(ctx, id));
}

/** The same by username, as `name`, `@name` or `name@this.host`. */
export async function openProfileNamed(ctx: Ctx, handle: string): Promise<User> {
  requirePreview(ctx);
  const [, name = '', host = ''] = /^@?([^@]+)(?:@([^@]+))?$/.exec(handle.trim()) ?? [];
  const here = host === '' || ctx.tenant.domains.includes(host.toLowerCase().replace(/:\d+$/, ''));
  return present(here && name !== '' ? await userByUsername(ctx, name) : undefined);
}

function present(user: User | undefined): User {
  if (user === undefined) throw notFound();
  return user;
}
