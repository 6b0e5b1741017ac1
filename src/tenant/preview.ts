// Whether a community shows itself to people who have not signed in. An app's own token is enough.

import type { Ctx } from '../context.ts';
import { unauthenticated } from '../utils/error.ts';

/** Whether the caller may look at people and posts at all; lookups by id find nothing otherwise. */
export const mayLook = (ctx: Ctx): boolean =>
  ctx.tenant.settings.publicPreview || ctx.viewer !== null || ctx.access !== null;

/** Throws 'unauthenticated' for a caller who may not look. */
export function requirePreview(ctx: Ctx): void {
  if (!mayLook(ctx)) throw unauthenticated();
}
