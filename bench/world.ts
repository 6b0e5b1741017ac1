// The data the benchmarks run on: a crowd, one reader, and one author with a hundred followers, who is told of forty likes.

import { seedCrowdInto } from '../seeds/crowd/crowd.ts';
import { mintToken } from '../src/auth/mint.ts';
import { transaction } from '../src/context.ts';
import { contextFor, type Deployment } from '../src/deployment.ts';
import { createPost } from '../src/post/create.ts';
import { likePost } from '../src/post/like.ts';
import { createTenant } from '../src/tenant/lifecycle.ts';
import { createUser } from '../src/user/create.ts';
import { withSchema } from '../src/utils/db/database.ts';
import { progressBar } from '../src/utils/progress.ts';
import type { World } from './scenarios.ts';

const SIZES = { users: 10_000, posts: 100_000, follows: 400_000, likes: 490_000 };
const SCOPES = ['read', 'write', 'follow'];

/** Makes the community once; a second run finds it and only makes new tokens. */
export async function prepareWorld(deployment: Deployment): Promise<World> {
  if (deployment.directory.bySlug('main') === undefined) {
    await createTenant(deployment.shardUrls, { slug: 'main', domains: ['localhost', '127.0.0.1'] });
    await deployment.directory.refresh();
  }
  const tenant = deployment.directory.bySlug('main')!;
  const shard = deployment.shards.get('main')!;
  const sql = async (text: string, values: unknown[] = []) =>
    (await shard.query<{ id: string }>(tenant.id, { text: withSchema(text, tenant.schema), values })).rows;

  const known = await sql(`select id from tenant.user where username = 'bench_author'`);
  if (known.length === 0) await fill(deployment, sql);
  const ctx = contextFor(deployment, tenant);
  const [author] = await sql(`select id from tenant.user where username = 'bench_author'`);
  const [reader] = await sql(
    'select follower_id as id from tenant.follow group by 1 order by count(*) desc, 1 limit 1',
  );
  await tell(deployment, author!.id, sql);
  const posts = await sql(
    `select id from tenant.post where visibility = 'public' and repost_of_id is null order by comment_count desc, id limit 3000`,
  );
  return {
    token: await mintToken(ctx, reader!.id, SCOPES),
    authorToken: await mintToken(ctx, author!.id, SCOPES),
    postIds: posts.map((post) => post.id),
  };
}

async function fill(
  deployment: Deployment,
  sql: (text: string, values?: unknown[]) => Promise<unknown>,
): Promise<void> {
  const tenant = deployment.directory.bySlug('main')!;
  const bar = progressBar('Seeding the crowd');
  await seedCrowdInto({ url: deployment.shardUrls.get('main')!, schema: tenant.schema }, SIZES, bar.update);
  bar.stop();
  const id = await transaction(contextFor(deployment, tenant), (tx) =>
    createUser(tx, { username: 'bench_author', state: 'active' }),
  );
  await sql(
    `insert into tenant.follow (follower_id, followee_id)
     select id, $1 from tenant.user where id <> $1 order by follower_count desc limit 100`,
    [id],
  );
  await sql('update tenant.user set follower_count = 100 where id = $1', [id]);
  await sql('update tenant.user set last_active_on = current_date');
}

/** An inbox with something in it: without, the benchmark would measure how fast nothing is shown. */
async function tell(
  deployment: Deployment,
  authorId: string,
  sql: (text: string, values?: unknown[]) => Promise<readonly { id: string }[]>,
): Promise<void> {
  const told = await sql('select id from tenant.notification where user_id = $1 limit 1', [authorId]);
  if (told.length > 0) return;
  const tenant = deployment.directory.bySlug('main')!;
  const as = (id: string) =>
    contextFor(deployment, tenant, {
      viewer: { id, username: '', role: 'member', locale: 'en', lastActiveOn: null, version: 1 },
    });
  const post = await createPost(as(authorId), { text: 'Liked by many' });
  const likers = await sql('select id from tenant.user where id <> $1 order by id limit 40', [authorId]);
  for (const { id } of likers) await likePost(as(id), post);
}
