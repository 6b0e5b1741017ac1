// Roles and standing, as the host's commands and registration set them. No permission is checked here:
// callers decide who may, and no edge calls these for a member.

import { announce, type Ctx, type Role } from '../context.ts';
import { statement } from '../utils/db/statement.ts';
import { notFound } from '../utils/error.ts';
import type { Id } from '../utils/id.ts';
import type { User } from './user.ts';

// The role is part of the profile, so the version grows.
const updateRole = statement(
  'update-user-role',
  'update tenant.user set role = $2, version = version + (role <> $2)::int where id = $1',
);

// A deleted account stays deleted.
const updateState = statement(
  'update-user-state',
  `update tenant.user set state = $2 where id = $1 and state <> 'deleted'`,
);

/** Gives somebody a role; 'not-found' for an unknown id. */
export async function setRole(ctx: Ctx, userId: Id, role: Role): Promise<void> {
  if ((await ctx.db.change(updateRole, userId, role)) === 0) throw notFound();
}

/** Approves ('active') or suspends somebody; who is not active can neither sign in nor be seen. */
export async function setState(ctx: Ctx, userId: Id, state: User['state']): Promise<void> {
  if ((await ctx.db.change(updateState, userId, state)) === 0) throw notFound();
  announce(ctx, { kind: 'access-changed', userId });
  announce(ctx, { kind: 'person-changed', userId });
}
