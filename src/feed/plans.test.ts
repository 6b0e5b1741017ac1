// The plans of feeds, notifications and search in a community of realistic size, as prepared statements
// get them: every read goes by an index, none through a whole table.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { makeCommunity } from '../../test/support/community.ts';
import { withSchema } from '../utils/db/database.ts';
import { EVER, narrow } from '../utils/db/ever.ts';
import { allStatements } from '../utils/db/statement.ts';
import '../notification/group.ts';
import '../notification/inbox.ts';
import '../notification/marker.ts';
import '../notification/policy.ts';
import '../notification/requests.ts';
import '../search/posts.ts';
import '../search/tags.ts';
import './account.ts';
import './ancestors.ts';
import './audience.ts';
import './bell.ts';
import './comments.ts';
import './community.ts';
import './distribute.ts';
import './home.ts';
import './merge.ts';
import './erase.ts';
import './popular.ts';
import '../post/popular-tag.ts';
import '../auth/oauth/authorized.ts';
import '../auth/personal-token.ts';
import './rebuild.ts';
import './saved.ts';
import './sitemap.ts';
import './tag.ts';
import './thread.ts';
import './trim.ts';
import './withdraw.ts';

const community = await makeCommunity();
const client = new pg.Client({
  connectionString: process.env.NEXUS_TEST_DATABASE ?? community.deployment.shardUrls.get('main')!,
  // As deploy/postgres/nexus.conf has it, whatever server this is.
  options: '-c random_page_cost=1.1',
});
const run = (sql: string) => client.query(withSchema(sql, community.tenant.schema));

/** Posts 1 to 20000, six tenths of them by everybody in turn; every second one of the rest is a repost. */
const CONTENT = [
  `insert into tenant.user (id, username, last_active_on, last_post_on, feed_pull)
   select n, 'person' || n, current_date, current_date - n % 50, n % 900 = 0 from generate_series(1, 2000) n`,
  `insert into tenant.follow (id, follower_id, followee_id, notify)
   select n, a, b, n % 50 = 0
   from (select n, 1 + n % 2000 as a, 1 + (n * 7919 + n / 2000) % 1999 as b from generate_series(1, 40000) n) pair
   where a <> b on conflict do nothing`,
  `insert into tenant.post (id, author_id, visibility, parent_id, parent_author_id, root_id, text, tags, media_ids)
   select n, 1 + n % 2000, (array['public', 'public', 'unlisted', 'followers', 'direct'])[1 + n % 5],
          case when n % 4 = 0 then n - 3 end, case when n % 4 = 0 then 1 + (n - 3) % 2000 end, n, 'word' || n,
          case when n % 3 = 0 then '{x}'::text[] else '{}' end, case when n % 9 = 0 then '{1}'::bigint[] else '{}' end
   from generate_series(1, 20000) n`,
  `insert into tenant.post (id, author_id, visibility, repost_of_id, root_id)
   select 20000 + n, 1 + (n * 7) % 2000, 'public', n, 20000 + n from generate_series(1, 4000) n where n % 5 < 3`,
  `insert into tenant.tag (id, name, display) select n, 'tag' || n, 'Tag' || n from generate_series(1, 4000) n`,
  'insert into tenant.post_tag (tag_id, post_id) select 1 + n % 4000, n from generate_series(3, 20000, 3) n',
  'insert into tenant.tag_follow (user_id, tag_id) select 1 + n % 2000, 1 + n % 4000 from generate_series(1, 8000) n on conflict do nothing',
  `insert into tenant.feed_entry (user_id, post_id)
   select f.follower_id, p.id from tenant.follow f join tenant.post p on p.author_id = f.followee_id
   where f.follower_id < 400`,
  'insert into tenant.post_like (user_id, post_id) select 1 + n % 2000, 1 + (n * 31) % 20000 from generate_series(1, 30000) n on conflict do nothing',
  `insert into tenant.oauth_app (id, client_id, secret_hash, name, redirect_uris, scopes)
   select n, 'app' || n, '', 'App', '{}', '{read}' from generate_series(1, 2000) n`,
  `insert into tenant.session (token_hash, user_id, app_id, scopes, name)
   select int4send(n), 1 + n % 2000, case when n % 2 = 0 then 1 + n % 2000 end, '{read}', case when n % 3 = 1 then 'Mine' end
   from generate_series(1, 8000) n`,
  'insert into tenant.bookmark (user_id, post_id) select 1 + n % 2000, n from generate_series(1, 20000) n',
  'insert into tenant.post_mention (post_id, user_id) select n, 1 + (n * 3) % 2000 from generate_series(1, 20000) n',
  'insert into tenant.pin (user_id, post_id) select 1 + n % 2000, n from generate_series(1, 10000) n',
  'insert into tenant.block (blocker_id, blocked_id) select n, 1 + (n + k * 7) % 1999 from generate_series(1, 1900) n, generate_series(1, 4) k on conflict do nothing',
  'insert into tenant.mute (muter_id, muted_id) select n, 1 + (n + k * 9) % 1999 from generate_series(1, 1900) n, generate_series(1, 4) k on conflict do nothing',
  'insert into tenant.thread_mute (user_id, root_id) select 1 + n % 2000, n from generate_series(1, 10000) n',
  `insert into tenant.notification (id, user_id, type, actor_id, post_id, filtered)
   select n, 1 + n % 2000, 'like', 1 + (n / 7) % 1999, n, n % 8 = 0 from generate_series(1, 20000) n`,
  "insert into tenant.marker (user_id, timeline, last_read_id) select n, t, n from generate_series(1, 2000) n, unnest(array['home', 'notifications']) t",
];

const MAX = 2n ** 63n - 1n;
const PAGE = `0, ${MAX}, 20`;
const TYPES = `'{like,repost,follow,comment,mention}'`;

/** Values for the parameters of each statement; none has to be found. */
const VALUES: Record<string, string> = {
  'home-page': `7, ${PAGE}`,
  'home-page-up': `7, ${PAGE}`,
  'home-pulled-page': `7, ${PAGE}`,
  'home-built': '7',
  'home-rebuild': '7',
  'shown-originals': `'{1,2,3}', 7`,
  'community-page': `7, ${PAGE}`,
  'community-page-up': `7, ${PAGE}`,
  'community-media-page': `7, ${PAGE}`,
  'tag-page': `'{tag1}', '{}', '{}', false, 7, ${PAGE}`,
  'one-tag-page-for-each': `'{tag1,tag2}', false, 7, ${PAGE}`,
  'account-page': `9, 7, false, false, null, ${PAGE}`,
  'account-page-for-each': `'{8,9}', 7, false, false, null, ${PAGE}`,
  'account-comment-page': `9, 7, false, false, null, ${PAGE}`,
  'account-media-page': `9, 7, false, false, null, ${PAGE}`,
  'account-pins': '9, 7, false, false, null, false, 20',
  'bookmark-page': `7, ${PAGE}`,
  'like-page': `7, ${PAGE}`,
  'thread-ancestors': '8, 7, 4096',
  'thread-descendants': '5, 7, 4096, 4096',
  'ancestors-of-each': `'{8,12}', 7`,
  'comments-oldest': `'{1,5,9}', 7, 0, 4`,
  'comments-newest': `'{1,5,9}', 7, ${MAX}, 4`,
  'distribute-followers': '100, 0, 5000',
  'distribute-tag-followers': '99, 0, 5000',
  'followers-with-bell': '7, 0, 1000',
  'merge-author': '7, 9',
  'withdraw-author': '7, 9',
  'audience-home': `'{7,8,9}', '{100,20001}'`,
  'audience-community': `'{7,8,9}', '{100,101}'`,
  'audience-thread': `'{7,8,9}', '{100,104,108}'`,
  'audience-shown': `'{7,8,9}', '{100,104,108}'`,
  'audience-parted': `'{7,8,9}', '{1,2,3}'`,
  'trim-feeds': '0, 200',
  'sitemap-days': '',
  'sitemap-posts': '0, 200',
  'inbox-page': `7, ${TYPES}, null, false, ${PAGE}`,
  'inbox-unread': `7, ${TYPES}, null, false, 100`,
  'inbox-unread-for-each': `'{7,8,9}', 100`,
  'inbox-groups': `7, ${TYPES}, null, false, '{like}', ${PAGE}`,
  'inbox-group': `7, 'like', 5, 0, ${MAX}`,
  'inbox-group-members': `7, 'like', 5, 0, ${MAX}, ${PAGE}`,
  'inbox-unread-groups': `7, ${TYPES}, null, false, '{like}'`,
  'dismiss-notifications': `7, '{1,2}'`,
  'notification-requests': `7, ${PAGE}`,
  'notification-request': '7, 9',
  'pending-requests': '7',
  'accept-notification-requests': `7, '{9}'`,
  markers: `7, '{home}'`,
  'rank-popular-posts': '',
  'rank-popular-tags': '',
  'popular-page': `7, '{1,2,3}', 0, 20`,
  'erase-following': '7',
  'erase-followers': '7',
  'erase-some-posts': '7',
  'erase-some-likes': '7',
  'erase-feed': '7',
  'authorized-apps': '7',
  'personal-tokens': '7',
  'search-posts': `'word500', 7, null, ${PAGE}`,
  'search-tags': `'tag1', 'tag1z', 0, 20`,
};

// A partial index that is to be read as a whole: it holds few rows.
const FEW = new Set(['user_feed_pull']);

/** The lines of a plan that walk through a whole table, or through a whole index of one. */
function walks(plan: readonly string[]): string[] {
  return plan.filter((line, at) => {
    if (/Seq Scan on /.test(line)) return true;
    const index = /Index (?:Only )?Scan (?:Backward )?using (\w+)/.exec(line)?.[1];
    return index !== undefined && !FEW.has(index) && !/Index Cond/.test(plan[at + 1] ?? '');
  });
}

test('no statement of feeds, notifications or search reads a whole table', async () => {
  await client.connect();
  try {
    for (const sql of CONTENT) await run(sql);
    await run(`do $$ declare t record; begin
      for t in select format('analyze %s', oid::regclass) as sql from pg_class
        where relnamespace = '${community.tenant.schema}'::regnamespace and relkind = 'r'
      loop execute t.sql; end loop; end $$`);
    await run('set plan_cache_mode = force_generic_plan');
    const faults: string[] = [];
    for (const [name, values] of Object.entries(VALUES))
      for (const bits of [0, EVER.somebody, -1]) {
        await run(`prepare subject as ${narrow(allStatements().get(name)!.text, bits)}`);
        const plan = await run(`explain execute subject ${values && `(${values})`}`);
        await run('deallocate subject');
        const lines = plan.rows.map((row) => String(row['QUERY PLAN']));
        if (walks(lines).length > 0) faults.push(`${name}: ${walks(lines).join()}\n${lines.join('\n')}`);
      }
    assert.deepEqual(faults, [], faults.join('\n\n'));
  } finally {
    await client.end();
  }
});
