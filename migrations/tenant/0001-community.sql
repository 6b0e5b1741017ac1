-- One community. The word "tenant." stands for the community's schema and is replaced
-- before the file runs. Tables are few and lean: a host may carry thousands of schemas.

-- People ---------------------------------------------------------------------------------

create table tenant.user (
  id                 bigint primary key default nexus.next_id(),
  username           text not null,
  display_name       text not null default '',
  bio                text not null default '',
  bio_html           text not null default '',
  fields             jsonb not null default '[]',          -- [{name, value, html}]
  avatar             jsonb,                                 -- {url paths by variant}, null: the default picture
  avatar_description text not null default '',
  header             jsonb,
  header_description text not null default '',
  role               text not null default 'member' check (role in ('owner', 'admin', 'moderator', 'member')),
  state              text not null default 'active' check (state in ('pending', 'active', 'suspended', 'deleted')), -- deleted: gone for everybody, while a job takes away what is left
  locked             boolean not null default false,        -- followers need approval
  bot                boolean not null default false,
  discoverable       boolean not null default true,
  indexable          boolean not null default true,
  hide_collections   boolean not null default false,        -- followers and following shown to the owner only
  locale             text not null default 'en',
  default_visibility text check (default_visibility in ('public', 'unlisted', 'followers', 'direct')), -- null: public, or followers while locked
  default_sensitive  boolean not null default false,
  default_language   text,
  notification_policy jsonb not null default '{}',
  follower_count     integer not null default 0,
  following_count    integer not null default 0,
  post_count         integer not null default 0,
  last_post_on       date,
  last_active_on     date,                                  -- home feeds are filled for people active lately
  feed_pull          boolean not null default false,        -- very many followers: merged into feeds when read
  version            integer not null default 1,            -- grows with every change of the profile, not of the counts
  created_at         timestamptz not null default now()
);
create unique index user_username on tenant.user (lower(username));
create index user_popular on tenant.user (follower_count desc, id desc) where state = 'active' and discoverable;
create index user_recent on tenant.user (last_post_on desc nulls last, id desc) where state = 'active' and discoverable;
create index user_feed_pull on tenant.user (id) where feed_pull;
create index user_name_prefix on tenant.user (lower(username) text_pattern_ops) where state = 'active';
create index user_display_prefix on tenant.user (lower(display_name) text_pattern_ops) where state = 'active';

-- Names of deleted accounts, lower case: nobody else ever speaks under them.
create table tenant.retired_username (
  name text primary key
);

create table tenant.follow (
  id           bigint not null default nexus.next_id(),
  follower_id  bigint not null references tenant.user on delete cascade,
  followee_id  bigint not null references tenant.user on delete cascade,
  show_reposts boolean not null default true,
  notify       boolean not null default false,
  languages    text[],
  primary key (follower_id, followee_id),
  check (follower_id <> followee_id)
);
create unique index follow_by_follower on tenant.follow (follower_id, id);
create unique index follow_by_followee on tenant.follow (followee_id, id) include (follower_id, show_reposts);
-- However few followers people have on average, some have very many: plans must look a follow up by its primary key.
alter table tenant.follow alter column followee_id set (n_distinct = -0.02);
create index follow_bell on tenant.follow (followee_id, follower_id) where notify;

create table tenant.follow_request (
  id           bigint not null default nexus.next_id(),
  follower_id  bigint not null references tenant.user on delete cascade,
  followee_id  bigint not null references tenant.user on delete cascade,
  show_reposts boolean not null default true,
  notify       boolean not null default false,
  languages    text[],
  primary key (follower_id, followee_id),
  check (follower_id <> followee_id)
);
create unique index follow_request_by_followee on tenant.follow_request (followee_id, id);

create table tenant.block (
  id         bigint not null default nexus.next_id(),
  blocker_id bigint not null references tenant.user on delete cascade,
  blocked_id bigint not null references tenant.user on delete cascade,
  primary key (blocker_id, blocked_id),
  check (blocker_id <> blocked_id)
);
create unique index block_by_blocker on tenant.block (blocker_id, id);
create index block_by_blocked on tenant.block (blocked_id);

create table tenant.mute (
  id            bigint not null default nexus.next_id(),
  muter_id      bigint not null references tenant.user on delete cascade,
  muted_id      bigint not null references tenant.user on delete cascade,
  notifications boolean not null default true,
  expires_at    timestamptz,
  primary key (muter_id, muted_id),
  check (muter_id <> muted_id)
);
create unique index mute_by_muter on tenant.mute (muter_id, id);
create index mute_expiry on tenant.mute (expires_at) where expires_at is not null;

create table tenant.user_note (
  user_id   bigint not null references tenant.user on delete cascade,
  target_id bigint not null references tenant.user on delete cascade,
  text      text not null,
  primary key (user_id, target_id)
);

create table tenant.endorsement (
  id        bigint not null default nexus.next_id(),
  user_id   bigint not null references tenant.user on delete cascade,
  target_id bigint not null references tenant.user on delete cascade,
  primary key (user_id, target_id)
);

create table tenant.suggestion_dismissal (
  user_id   bigint not null references tenant.user on delete cascade,
  target_id bigint not null references tenant.user on delete cascade,
  primary key (user_id, target_id)
);

-- Sign-in --------------------------------------------------------------------------------

create table tenant.login (
  user_id       bigint primary key references tenant.user on delete cascade,
  email         text not null,
  password_hash text not null,
  confirmed_at  timestamptz,
  approved      boolean not null default true,              -- false: waits for the staff (sign-up by approval)
  signup_reason text not null default ''
);
-- An address belongs to nobody until it is confirmed: a sign-up with somebody else's address is stored like
-- any other, so that the answer to it tells nothing, and goes when it stays unconfirmed.
create unique index login_email on tenant.login (lower(email)) where confirmed_at is not null;
create index login_unconfirmed on tenant.login (lower(email)) where confirmed_at is null;

-- Single-use links sent by mail; only the hash of the secret is kept.
create table tenant.login_link (
  secret_hash bytea primary key,
  user_id     bigint not null references tenant.user on delete cascade,
  purpose     text not null check (purpose in ('confirm', 'reset', 'change-email')),
  email       text not null,
  expires_at  timestamptz not null
);
create index login_link_user on tenant.login_link (user_id);
create index login_link_expiry on tenant.login_link (expires_at);

create table tenant.oauth_app (
  id            bigint primary key default nexus.next_id(),
  client_id     text not null unique,
  secret_hash   bytea not null,
  name          text not null,
  website       text,
  redirect_uris text[] not null,
  scopes        text[] not null
);

create table tenant.oauth_code (
  code_hash      bytea primary key,
  app_id         bigint not null references tenant.oauth_app on delete cascade,
  user_id        bigint not null references tenant.user on delete cascade,
  redirect_uri   text not null,
  scopes         text[] not null,
  code_challenge text,
  used_session   bigint,                                    -- replayed code: this session is revoked (RFC 6749 4.1.2)
  expires_at     timestamptz not null
);
create index oauth_code_expiry on tenant.oauth_code (expires_at);

-- One row per bearer secret: a browser's or GraphQL client's sign-in (app_id null), a token a person made
-- for themself (app_id null, with a name), an app's token for a person, or an app's own (user_id null).
create table tenant.session (
  id           bigint primary key default nexus.next_id(),
  token_hash   bytea not null unique,
  user_id      bigint references tenant.user on delete cascade,
  app_id       bigint references tenant.oauth_app on delete cascade,
  scopes       text[] not null,
  name         text,
  user_agent   text not null default '',
  address      text not null default '',
  last_used_on date not null default current_date,
  expires_at   timestamptz,
  check (user_id is not null or app_id is not null)
);
create index session_by_user on tenant.session (user_id, id);
create index session_expiry on tenant.session (expires_at) where expires_at is not null;

create table tenant.device (
  user_id     bigint not null references tenant.user on delete cascade,
  fingerprint bytea not null,
  seen_on     date not null default current_date,
  primary key (user_id, fingerprint)
);

-- Counted attempts (sign-in, registration, reset), per account and per address. Unlogged: a crash
-- forgives, and no write-ahead log is spent on attackers.
create unlogged table tenant.attempt (
  key          text not null,
  window_start timestamptz not null,
  count        integer not null default 1,
  primary key (key, window_start)
);

-- A repeated create with the same key gives the first result.
create table tenant.idempotency_key (
  user_id    bigint not null references tenant.user on delete cascade,
  key        text not null,
  result_id  bigint,
  created_at timestamptz not null default now(),
  primary key (user_id, key)
);
create index idempotency_key_age on tenant.idempotency_key (created_at);

-- Posts ----------------------------------------------------------------------------------

-- A comment is a post with a parent; a repost is a post with repost_of_id and no text.
create table tenant.post (
  id            bigint primary key default nexus.next_id(),
  author_id     bigint not null references tenant.user on delete cascade,
  repost_of_id  bigint references tenant.post on delete cascade,
  parent_id     bigint references tenant.post on delete set null,
  parent_author_id bigint,
  root_id       bigint not null,                            -- the first post of the thread; its own id for a first post
  visibility    text not null check (visibility in ('public', 'unlisted', 'followers', 'direct')),
  version       integer not null default 1,                 -- grows with every edit, not with the counts
  like_count    integer not null default 0,
  repost_count  integer not null default 0,
  comment_count integer not null default 0,
  view_count    integer not null default 0,
  sensitive     boolean not null default false,
  language      text,
  text          text not null default '',                   -- as written
  html          text not null default '',                   -- rendered once, at write
  spoiler_text  text not null default '',
  tags          text[] not null default '{}',               -- display spelling, in order
  media_ids     bigint[] not null default '{}',             -- in order
  app_id        bigint,
  edited_at     timestamptz
) with (fillfactor = 90);
create index post_by_author on tenant.post (author_id, id desc);
create unique index post_repost on tenant.post (repost_of_id, author_id) where repost_of_id is not null;
create index post_by_parent on tenant.post (parent_id, id) where parent_id is not null;
create index post_by_root on tenant.post (root_id, id) where parent_id is not null;
create index post_community on tenant.post (id desc) where visibility = 'public' and repost_of_id is null and parent_id is null;
-- The same two lists, of posts with pictures: few, so that a page of them needs no search through all others.
create index post_community_media on tenant.post (id desc)
  where visibility = 'public' and repost_of_id is null and parent_id is null and media_ids <> '{}';
create index post_by_author_media on tenant.post (author_id, id desc) where media_ids <> '{}';
-- Comments on others, for a profile's second list.
create index post_by_author_comment on tenant.post (author_id, id desc) where parent_author_id <> author_id;
create index post_search on tenant.post using gin (to_tsvector('simple', spoiler_text || ' ' || text)) where repost_of_id is null;

create table tenant.post_mention (
  post_id bigint not null references tenant.post on delete cascade,
  user_id bigint not null references tenant.user on delete cascade,
  primary key (post_id, user_id)
);
create index post_mention_user on tenant.post_mention (user_id, post_id desc);

create table tenant.post_edit (
  id           bigint primary key default nexus.next_id(),  -- its time: when this version was replaced
  post_id      bigint not null references tenant.post on delete cascade,
  written_at   timestamptz not null,
  text         text not null,
  html         text not null,
  spoiler_text text not null,
  sensitive    boolean not null,
  media        jsonb not null default '[]'                  -- attachments as they were
);
create index post_edit_post on tenant.post_edit (post_id, id);

create table tenant.tag (
  id      bigint primary key default nexus.next_id(),
  name    text not null unique,                             -- normalised
  display text not null
);
create index tag_prefix on tenant.tag (name text_pattern_ops);

create table tenant.post_tag (
  tag_id  bigint not null references tenant.tag on delete cascade,
  post_id bigint not null references tenant.post on delete cascade,
  primary key (tag_id, post_id)
);
create index post_tag_post on tenant.post_tag (post_id);

create table tenant.tag_follow (
  id      bigint not null default nexus.next_id(),
  user_id bigint not null references tenant.user on delete cascade,
  tag_id  bigint not null references tenant.tag on delete cascade,
  primary key (user_id, tag_id)
);
create index tag_follow_tag on tenant.tag_follow (tag_id, user_id);

create table tenant.featured_tag (
  id           bigint not null default nexus.next_id(),
  user_id      bigint not null references tenant.user on delete cascade,
  tag_id       bigint not null references tenant.tag on delete cascade,
  post_count   integer not null default 0,                  -- the person's public and unlisted posts with the tag
  last_post_on date,
  primary key (user_id, tag_id)
);

create table tenant.post_like (
  id      bigint not null default nexus.next_id(),
  user_id bigint not null references tenant.user on delete cascade,
  post_id bigint not null references tenant.post on delete cascade,
  primary key (user_id, post_id)
);
create index post_like_user on tenant.post_like (user_id, id desc);
create index post_like_post on tenant.post_like (post_id, id desc);
-- However few likes a post has on average, some have very many: plans must look a like up by its primary key.
alter table tenant.post_like alter column post_id set (n_distinct = -0.02);

create table tenant.bookmark (
  id      bigint not null default nexus.next_id(),
  user_id bigint not null references tenant.user on delete cascade,
  post_id bigint not null references tenant.post on delete cascade,
  primary key (user_id, post_id)
);
create index bookmark_user on tenant.bookmark (user_id, id desc);
create index bookmark_post on tenant.bookmark (post_id);
alter table tenant.bookmark alter column post_id set (n_distinct = -0.02);

create table tenant.pin (
  id      bigint not null default nexus.next_id(),
  user_id bigint not null references tenant.user on delete cascade,
  post_id bigint not null references tenant.post on delete cascade,
  primary key (user_id, post_id)
);
create index pin_post on tenant.pin (post_id);

create table tenant.thread_mute (
  user_id bigint not null references tenant.user on delete cascade,
  root_id bigint not null,
  primary key (user_id, root_id)
);

-- No foreign key to the person: a view stays counted when they are gone, and finding theirs would need an
-- index that every view had to pay for.
create table tenant.post_view (
  post_id bigint not null references tenant.post on delete cascade,
  user_id bigint not null,
  primary key (post_id, user_id)
);

create table tenant.media (
  id           bigint primary key default nexus.next_id(),
  user_id      bigint not null references tenant.user on delete cascade,
  -- Media of a deleted post stay a day, for writing it anew.
  post_id      bigint references tenant.post on delete set null,
  kind         text not null default 'image' check (kind in ('image')),
  variants     jsonb not null,                              -- {original: {key, width, height, bytes, mime}, small: {…}}
  blurhash     text,
  description  text not null default '',
  focus_x      real not null default 0,
  focus_y      real not null default 0,
  orphan_since timestamptz                                  -- when clean-up first saw it without a post
);
create index media_post on tenant.media (post_id) where post_id is not null;
create index media_orphan on tenant.media (id) where post_id is null;
create index media_user on tenant.media (user_id);

-- Feeds and notifications ----------------------------------------------------------------

-- No foreign keys: a post to ten thousand followers would pay twenty thousand checks. Readers join
-- the post, so an entry whose post is gone is never shown; it goes when the nightly trim shortens the feed.
-- The entry with post_id 0 says that the feed has been built; without it, it is rebuilt when read.
create table tenant.feed_entry (
  user_id bigint not null,
  post_id bigint not null,
  primary key (user_id, post_id)
);

create table tenant.notification (
  id       bigint primary key default nexus.next_id(),
  user_id  bigint not null references tenant.user on delete cascade,
  type     text not null check (type in ('like', 'comment', 'mention', 'repost', 'follow', 'follow-request', 'follow-approved', 'post', 'edit')),
  actor_id bigint not null references tenant.user on delete cascade,
  post_id  bigint references tenant.post on delete cascade,
  filtered boolean not null default false
);
-- One notification per cause: repeating the cause repeats nothing.
create unique index notification_cause on tenant.notification (user_id, type, actor_id, post_id) nulls not distinct;
create index notification_inbox on tenant.notification (user_id, id desc);
create index notification_post on tenant.notification (post_id) where post_id is not null;
create index notification_filtered on tenant.notification (user_id, actor_id, id) where filtered;
create index notification_actor on tenant.notification (actor_id);

-- People whose notifications the policy never holds back: their request was accepted.
create table tenant.notification_permission (
  user_id  bigint not null references tenant.user on delete cascade,
  actor_id bigint not null references tenant.user on delete cascade,
  primary key (user_id, actor_id)
);
create index notification_permission_actor on tenant.notification_permission (actor_id);

create table tenant.marker (
  user_id      bigint not null references tenant.user on delete cascade,
  timeline     text not null check (timeline in ('home', 'notifications')),
  last_read_id bigint not null,
  version      integer not null default 1,
  updated_at   timestamptz not null default now(),
  primary key (user_id, timeline)
);
