-- The tenant directory: which communities exist, on which shard, under which domains.

create table nexus.tenant (
  id             integer generated always as identity primary key,
  slug           text not null unique check (slug ~ '^[a-z0-9](-?[a-z0-9]){0,39}$'),
  schema_name    text not null unique check (schema_name ~ '^t_[a-z0-9_]{1,50}$'),
  shard          text not null default 'main',
  status         text not null default 'active' check (status in ('active', 'suspended')),
  settings       jsonb not null default '{}',
  schema_version integer not null default 0,
  created_at     timestamptz not null default now()
);

create table nexus.tenant_domain (
  domain    text primary key check (domain = lower(domain)),
  tenant_id integer not null references nexus.tenant on delete cascade,
  -- The first domain by position is the canonical one: addresses in posts and mails use it.
  position  integer not null default 0
);
create index tenant_domain_tenant on nexus.tenant_domain (tenant_id, position);
