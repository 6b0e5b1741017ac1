// People with a confirmed mail address and a password, and requests from a given place.

import { createLogin } from '../../src/auth/create-login.ts';
import { type Ctx, type Role, transaction } from '../../src/context.ts';
import type { Community, Person } from './community.ts';

export const PASSWORD = 'a long walk home';

/** A person who can sign in with `PASSWORD`, by name or as `name@example.org`. */
export async function personWithLogin(
  community: Community,
  username: string,
  options: { role?: Role } = {},
): Promise<Person & { email: string }> {
  const person = await community.person(username, options);
  const email = `${username}@example.org`;
  await transaction(community.ctx(), (tx) =>
    createLogin(tx, { userId: person.id, email, password: PASSWORD, confirmed: true }),
  );
  return { ...person, email };
}

/** A context of nobody, from an address and a program. */
export const from = (community: Community, address: string, userAgent = 'curl/8'): Ctx => ({
  ...community.ctx(),
  client: { address, userAgent },
});
