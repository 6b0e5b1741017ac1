-- What there has ever been of a person: a statement spares looking for what there never was (src/utils/db/ever.ts
-- names the bits). A bit is set with the first row and stays, so that no order of two transactions can lose it. Of whom
-- is there already nothing is known (256) until they come by (src/user/activity.ts): looking for all of them here would
-- keep everybody waiting.

alter table tenant.user add column ever smallint not null default 257;
alter table tenant.user alter column ever set default 1;

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
