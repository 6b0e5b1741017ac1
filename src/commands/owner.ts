// Makes a confirmed person from the command line.

import { createLogin } from '../auth/create-login.ts';
import { type Role, transaction } from '../context.ts';
import { contextFor, type Deployment } from '../deployment.ts';
import { createUser } from '../user/create.ts';
import type { Id } from '../utils/id.ts';
import { type Options, required } from './command.ts';

/** A new person with a confirmed mail address, and the role given. */
export async function makePerson(
  deployment: Deployment,
  slug: string,
  person: { username: string; email: string; password: string; role: Role },
): Promise<Id> {
  const tenant = deployment.directory.bySlug(slug);
  if (tenant === undefined)
    throw new Error(`No community is called "${slug}": nexus tenant list shows them.`);
  return transaction(contextFor(deployment, tenant), async (tx) => {
    const id = await createUser(tx, { username: person.username, role: person.role, state: 'active' });
    await createLogin(tx, { userId: id, email: person.email, password: person.password, confirmed: true });
    return id;
  });
}

/** The first member of a community, its owner. */
export function makeOwner(
  deployment: Deployment,
  slug: string,
  username: string,
  options: Options,
): Promise<Id> {
  const email = required(options, 'email');
  const password = required(options, 'password');
  return makePerson(deployment, slug, { username, email, password, role: 'owner' });
}
