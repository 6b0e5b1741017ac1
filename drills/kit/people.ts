// A community with people in it, made within the drill's own process: a command each would start a Nexus each.

import { mintToken } from '../../src/auth/mint.ts';
import { openSession } from '../../src/auth/session.ts';
import { makePerson } from '../../src/commands/owner.ts';
import { readConfig } from '../../src/config.ts';
import { contextFor, openDeployment } from '../../src/deployment.ts';
import { createTenant } from '../../src/tenant/lifecycle.ts';
import { migrateAll } from '../../src/tenant/migrate.ts';
import { makeLogger } from '../../src/utils/log.ts';
import { type NexusOptions, PASSWORD } from './nexus.ts';

const SCOPES = ['read', 'write', 'follow', 'push'];

export interface Member {
  /** For the API. */
  readonly token: string;
  /** The cookie of a browser in which they are signed in. */
  readonly cookie: string;
}

/**
 * Migrates, makes the community at localhost and 127.0.0.1, and these members of it. Its tables are in the schema
 * `t_main`.
 */
export async function makePeople(
  { databaseUrl, home }: NexusOptions,
  usernames: readonly string[],
): Promise<Member[]> {
  const shards = new Map([['main', databaseUrl]]);
  await migrateAll(shards);
  await createTenant(shards, { slug: 'main', domains: ['localhost', '127.0.0.1'] });
  const config = readConfig({ DATABASE_URL: databaseUrl, NEXUS_HOME: home });
  const deployment = await openDeployment(config, shards, makeLogger('silent'));
  try {
    const members: Member[] = [];
    const ctx = contextFor(deployment, deployment.directory.bySlug('main')!);
    for (const username of usernames) {
      const email = `${username}@example.org`;
      const id = await makePerson(deployment, 'main', {
        username,
        email,
        password: PASSWORD,
        role: 'member',
      });
      const session = await openSession(ctx, { userId: id, scopes: ['read', 'write'] });
      members.push({ token: await mintToken(ctx, id, SCOPES), cookie: `session=${session.token}` });
    }
    return members;
  } finally {
    await deployment.close();
  }
}
