// The SQL of the crowd. `pick(n, skew)` chooses a row number out of n: the larger the skew, the more the
// first few are favoured.

import type { CrowdSizes } from './crowd.ts';

export interface Stage {
  /** How many rows this stage tries to make. */
  readonly share: (sizes: CrowdSizes) => number;
  /** Makes rows `$1` to `$2`. */
  readonly insert: string;
  readonly after: readonly string[];
}

const pick = (count: string, skew: number) => `(1 + floor(${count} * power(random(), ${skew})))::int`;

const WORDS = `array['morning','river','coffee','market','music','garden','bread','letter','winter','summer','light',
  'window','street','friend','story','photo','bicycle','mountain','train','city','kitchen','book','film','rain',
  'harvest','library','concert','football','recipe','school','bridge','evening','village','island','painting']`;

const SENTENCE = `(select string_agg((${WORDS})[1 + floor(random() * 35)::int], ' ')
  from generate_series(1, 6 + (g.n % 20)) word where g.n > 0)`;

export const PREPARE: readonly string[] = [
  'create temporary table crowd_user (n serial, id bigint) on commit drop',
  'create temporary table crowd_post (n serial, id bigint, author_id bigint, root_id bigint) on commit drop',
];

// Ids carry their time: posts are spread over the last 60 days.
const postId = `(nexus.id_at(now() - interval '60 days' * power(random(), 2)) | (g.n & 65535))`;

export const STAGES: readonly Stage[] = [
  {
    share: (sizes) => sizes.users,
    insert: `insert into tenant.user (username, display_name, bio, bio_html, created_at)
      select name, initcap(replace(name, '_', ' ')), 'Hello, I am ' || name, '<p>Hello, I am ' || name || '</p>',
             now() - interval '2 years' * random()
      from generate_series($1::int, $2::int) g (n),
           lateral (select (${WORDS})[1 + g.n % 35] || '_' || to_hex(g.n) || '_' ||
             to_hex((select count(*) from tenant.tag) + (extract(epoch from now())::int & 65535)) as name) named
      on conflict do nothing`,
    after: [
      'insert into crowd_user (id) select id from tenant.user order by random()',
      'create index on crowd_user (n)',
      'analyze crowd_user',
    ],
  },
  {
    share: (sizes) => Math.ceil(sizes.posts * 0.65),
    insert: `insert into tenant.post (id, author_id, root_id, visibility, text, html)
      select made.id, u.id, made.id, case when g.n % 12 = 0 then 'followers' when g.n % 15 = 0 then 'unlisted' else 'public' end,
             made.text, '<p>' || made.text || '</p>'
      from generate_series($1::int, $2::int) g (n)
      cross join lateral (select ${postId} as id, ${SENTENCE} as text,
        ${pick('(select max(n) from crowd_user)', 2)} as author) made
      join crowd_user u on u.n = made.author
      on conflict do nothing`,
    after: [
      `insert into crowd_post (id, author_id, root_id) select id, author_id, root_id from tenant.post
       where visibility = 'public' order by random()`,
      'create index on crowd_post (n)',
      'analyze crowd_post',
    ],
  },
  {
    share: (sizes) => Math.floor(sizes.posts * 0.3),
    insert: `insert into tenant.post (id, author_id, parent_id, parent_author_id, root_id, visibility, text, html)
      select nexus.id_at(least(now(), nexus.id_time(p.id) + interval '2 days' * random())) | (g.n & 65535), u.id, p.id, p.author_id, p.root_id,
             'public', made.text, '<p>' || made.text || '</p>'
      from generate_series($1::int, $2::int) g (n)
      cross join lateral (select ${SENTENCE} as text, ${pick('(select max(n) from crowd_user)', 2)} as author,
        ${pick('(select max(n) from crowd_post)', 3)} as parent) made
      join crowd_user u on u.n = made.author
      join crowd_post p on p.n = made.parent
      on conflict do nothing`,
    after: [],
  },
  {
    share: (sizes) => Math.floor(sizes.posts * 0.05),
    insert: `insert into tenant.post (id, author_id, repost_of_id, root_id, visibility)
      select made.id, u.id, p.id, made.id, 'public'
      from generate_series($1::int, $2::int) g (n)
      cross join lateral (select nexus.id_at(now() - interval '20 days' * random()) | (g.n & 65535) as id,
        ${pick('(select max(n) from crowd_user)', 2)} as author, ${pick('(select max(n) from crowd_post)', 3)} as original) made
      join crowd_user u on u.n = made.author
      join crowd_post p on p.n = made.original
      on conflict do nothing`,
    after: [],
  },
  {
    share: (sizes) => sizes.follows,
    insert: `insert into tenant.follow (follower_id, followee_id)
      select follower.id, followee.id
      from generate_series($1::int, $2::int) g (n)
      cross join lateral (select ${pick('(select max(n) from crowd_user)', 1.2)} as a, ${pick('(select max(n) from crowd_user)', 2)} as b
        where g.n > 0) pair
      join crowd_user follower on follower.n = pair.a
      join crowd_user followee on followee.n = pair.b and followee.id <> follower.id
      order by 1, 2
      on conflict do nothing`,
    after: [],
  },
  {
    share: (sizes) => sizes.likes,
    insert: `insert into tenant.post_like (user_id, post_id)
      select u.id, p.id
      from generate_series($1::int, $2::int) g (n)
      cross join lateral (select ${pick('(select max(n) from crowd_user)', 1.3)} as a, ${pick('(select max(n) from crowd_post)', 2)} as b
        where g.n > 0) pair
      join crowd_user u on u.n = pair.a
      join crowd_post p on p.n = pair.b
      order by 1, 2
      on conflict do nothing`,
    after: [],
  },
];

/** Counts kept on rows, made true in one statement each. */
export const COUNTS: readonly string[] = [
  `update tenant.post p set like_count = c.count from (select post_id, count(*)::int as count from tenant.post_like group by 1) c
   where c.post_id = p.id and p.like_count <> c.count`,
  `update tenant.post p set comment_count = c.count from (select parent_id, count(*)::int as count from tenant.post
     where parent_id is not null group by 1) c where c.parent_id = p.id and p.comment_count <> c.count`,
  `update tenant.post p set repost_count = c.count from (select repost_of_id, count(*)::int as count from tenant.post
     where repost_of_id is not null group by 1) c where c.repost_of_id = p.id and p.repost_count <> c.count`,
  `update tenant.user u set follower_count = coalesce(i.count, 0), following_count = coalesce(o.count, 0),
     post_count = coalesce(w.count, 0), last_post_on = w.last, feed_pull = coalesce(i.count, 0) >= 10000
   from tenant.user base
   left join (select followee_id, count(*)::int as count from tenant.follow group by 1) i on i.followee_id = base.id
   left join (select follower_id, count(*)::int as count from tenant.follow group by 1) o on o.follower_id = base.id
   left join (select author_id, count(*)::int as count, nexus.id_time(max(id))::date as last from tenant.post group by 1) w
     on w.author_id = base.id
   where u.id = base.id`,
];

/** After the transaction: a vacuum cannot run inside one. */
export const CLEAN_UP = 'vacuum analyze tenant.user, tenant.post, tenant.follow, tenant.post_like';
