// Which names people may have. Names are kept as written and unique without regard to case.

import { invalid } from '../utils/error.ts';

export const USERNAME_LIMIT = 30;

const GRAMMAR = /^[a-z0-9_]+$/i;

// Names that would pass for the community itself, or for an address every mail domain must answer.
const RESERVED = new Set(
  `abuse account accounts admin administrator all anonymous api community everyone help here hostmaster info
   instance mod moderation moderator nexus nobody noreply no_reply null official owner postmaster root security
   server staff support sysadmin system team undefined webmaster www`.split(/\s+/),
);

/** Throws 'invalid' naming the broken rule; `reserved: true` lets the host give out reserved names. */
export function checkUsername(username: string, allow: { reserved?: boolean } = {}): void {
  if (username === '') throw invalid('username', 'blank', "can't be blank");
  if (username.length > USERNAME_LIMIT) {
    throw invalid('username', 'too-long', `is longer than ${USERNAME_LIMIT} characters`, USERNAME_LIMIT);
  }
  if (!GRAMMAR.test(username)) {
    throw invalid('username', 'invalid', 'must contain only letters, digits and underscores');
  }
  if (!allow.reserved && RESERVED.has(username.toLowerCase())) {
    throw invalid('username', 'reserved', 'is reserved, choose another');
  }
}
