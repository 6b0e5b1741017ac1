// The plans of this module's statements in a community of realistic size, as prepared statements get them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { makeCommunity } from '../../test/support/community.ts';
import { withSchema } from '../utils/db/database.ts';
import { EVER, narrow } from '../utils/db/ever.ts';
import { allStatements, statement } from '../utils/db/statement.ts';
import { visiblePost } from './visibility.ts';
import './block.ts';
import './find.ts';
import './follow.ts';
import './followers.ts';
import './follow-request.ts';
import './mute.ts';
import './notify.ts';
import './relationships.ts';
import './sitemap.ts';
import './suggest.ts';

statement(
  'test-plans-visible-posts',
  `select p.id from tenant.post p where p.id = any($1::bigint[]) and ${visiblePost('p', '$2')}`,
);

const community = await makeCommunity();
const client = new pg.Client({
  connectionString: process.env.NEXUS_TEST_DATABASE ?? community.deployment.shardUrls.get('main')!,
});
const run = (sql: string) => client.query(withSchema(sql, community.tenant.schema));

/** Values for the parameters of each statement; none has to be found. */
const VALUES: Record<string, string> = {
  'user-states-by-id': `array[1, 2, 3], 1, false`,
  'user-states-by-username': `array['person1', 'person2'], 1, false`,
  'profiles-by-id': `array[1, 2, 3]`,
  relationships: `array[1, 2, 3], 4, false`,
  'follow-standing': '1, 2',
  'lock-users': '1, 2',
  followers: `1, 2, 0, ${2n ** 63n - 1n}, 40`,
  following: `1, 2, 0, ${2n ** 63n - 1n}, 40`,
  'followers-up': `1, 2, 0, ${2n ** 63n - 1n}, 40`,
  'follow-requests': `1, 0, ${2n ** 63n - 1n}, 40`,
  blocks: `1, 0, ${2n ** 63n - 1n}, 40`,
  mutes: `1, 0, ${2n ** 63n - 1n}, 40`,
  'familiar-followers': '1, array[2, 3]',
  'insert-notifications': `array[1, 2, 3], 'like', 4, 5`,
  'insert-notifications-by-policy': `array[1, 2, 3], 'like', 4, 5`,
  'search-users': `'person1', 'person1z', 1, false, 0, 40`,
  'popular-users': '1, 0, 40',
  'newest-users': '1, 0, 40',
  'recently-posting-users': '1, 0, 40',
  'suggest-users': '1, 40',
  'sitemap-people-starts': '',
  'sitemap-people': '0',
  'test-plans-visible-posts': 'array[1, 2, 3], 4',
};

test('no statement about people reads a whole table', async () => {
  await client.connect();
  try {
    await run(`insert into tenant.user (id, username, display_name, follower_count)
      select n, 'person' || n, 'Person ' || n, 8000 / n from generate_series(1, 8000) n`);
    await run(`insert into tenant.follow (id, follower_id, followee_id)
      select n, 1 + n % 8000, 1 + (n * 7919) % 7993 from generate_series(1, 30000) n
      where 1 + n % 8000 <> 1 + (n * 7919) % 7993 on conflict do nothing`);
    for (const [table, from, to] of [
      ['block', 'blocker_id', 'blocked_id'],
      ['mute', 'muter_id', 'muted_id'],
    ]) {
      await run(
        `insert into tenant.${table} (${from}, ${to}) select n, n + 1 from generate_series(1, 7900) n`,
      );
    }
    await run(
      `insert into tenant.follow_request (follower_id, followee_id) select n, n + 1 from generate_series(1, 7900) n`,
    );
    await run(`insert into tenant.post (id, author_id, visibility, root_id)
      select n, 1 + n % 8000, 'public', n from generate_series(1, 8000) n`);
    await run('insert into tenant.post_mention select n, n from generate_series(1, 8000) n');
    await run('insert into tenant.thread_mute select n, n from generate_series(1, 8000) n');
    await run('insert into tenant.suggestion_dismissal select n, n + 1 from generate_series(1, 7900) n');
    await run(
      'analyze tenant.user, tenant.follow, tenant.block, tenant.mute, tenant.follow_request, tenant.post',
    );
    await run('analyze tenant.post_mention, tenant.thread_mute, tenant.suggestion_dismissal');
    await run('set plan_cache_mode = force_generic_plan');
    for (const [name, values] of Object.entries(VALUES))
      for (const bits of [0, EVER.somebody, -1]) {
        await run(`prepare subject as ${narrow(allStatements().get(name)!.text, bits)}`);
        const plan = await run(`explain execute subject ${values && `(${values})`}`);
        await run('deallocate subject');
        const text = plan.rows.map((row) => row['QUERY PLAN']).join('\n');
        assert.doesNotMatch(text, /Seq Scan|Hash |hashed/, `${name}:\n${text}`);
      }
  } finally {
    await client.end();
  }
});
