-- What there has ever been of a person: a statement spares looking for what there never was (src/utils/db/ever.ts
-- names the bits). A bit is set with the first row and stays, so that no order of two transactions can lose it.

alter table tenant.user add column ever smallint not null default 1;

-- Sets a bit for the person whose id is in a column: the trigger's arguments.
create function tenant.note_ever() returns trigger language plpgsql as $$
declare
  person bigint := to_jsonb(new) ->> tg_argv[0];
  bit smallint := tg_argv[1];
begin
  update tenant.user set ever = ever | bit where id = person and ever & bit = 0;
  return null;
end $$;

create trigger ever_blocks after insert on tenant.block
  for each row execute function tenant.note_ever('blocker_id', 2);
create trigger ever_blocked after insert on tenant.block
  for each row execute function tenant.note_ever('blocked_id', 4);
create trigger ever_mutes after insert on tenant.mute
  for each row execute function tenant.note_ever('muter_id', 8);
create trigger ever_bookmarks after insert on tenant.bookmark
  for each row execute function tenant.note_ever('user_id', 16);
create trigger ever_thread_mutes after insert on tenant.thread_mute
  for each row execute function tenant.note_ever('user_id', 32);
create trigger ever_pins after insert on tenant.pin
  for each row execute function tenant.note_ever('user_id', 64);
create trigger ever_tag_follows after insert on tenant.tag_follow
  for each row execute function tenant.note_ever('user_id', 128);

update tenant.user u set ever = past.ever
from (select person, 1 + sum(distinct bit) as ever
      from (select blocker_id as person, 2 as bit from tenant.block
            union all select blocked_id, 4 from tenant.block
            union all select muter_id, 8 from tenant.mute
            union all select user_id, 16 from tenant.bookmark
            union all select user_id, 32 from tenant.thread_mute
            union all select user_id, 64 from tenant.pin
            union all select user_id, 128 from tenant.tag_follow) trace
      group by person) past
where u.id = past.person;
