// Whom a viewer does not want to see. Feeds and inboxes add these to the visibility rule; a lookup by id
// does not: who blocks somebody may still open what that person wrote.

import { ifEver } from '../utils/db/ever.ts';

/**
 * The condition that `viewer` (a parameter, null for nobody) neither blocks nor mutes the person whose
 * id is the expression `author`. A mute that has run out counts no more.
 */
export function shownAuthor(author: string, viewer: string): string {
  return `(${notBlocked(author, viewer)} and ${notMuted(author, viewer)})`;
}

/** The condition that `viewer` does not block `author`. */
export function notBlocked(author: string, viewer: string): string {
  return ifEver('blocks', viewer, {
    asked: `((select true from tenant.block hidden_block
      where hidden_block.blocker_id = ${viewer}::bigint and hidden_block.blocked_id = ${author}) is null)`,
    otherwise: true,
  });
}

/** The condition that `author` does not block `viewer`. */
export function notBlockedBy(author: string, viewer: string): string {
  return ifEver('blocked', viewer, {
    asked: `((select true from tenant.block hidden_block
      where hidden_block.blocker_id = ${author} and hidden_block.blocked_id = ${viewer}::bigint) is null)`,
    otherwise: true,
  });
}

/** The condition that `viewer` does not mute `author` at present; only what the mute says beside that, if anything is given. */
export function notMuted(author: string, viewer: string, and = 'true'): string {
  return ifEver('mutes', viewer, {
    asked: `((select true from tenant.mute hidden_mute
      where hidden_mute.muter_id = ${viewer}::bigint and hidden_mute.muted_id = ${author} and ${and}
        and (hidden_mute.expires_at is null or hidden_mute.expires_at > now())) is null)`,
    otherwise: true,
  });
}
