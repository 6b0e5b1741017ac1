-- 64-bit ids, time-ordered: 48 bits of Unix milliseconds, then 16 bits of a sequence shared by
-- the whole shard, so that any number of processes draw from it without a collision.

create sequence nexus.id_sequence;

create function nexus.next_id() returns bigint language sql volatile parallel unsafe as $$
  select (floor(extract(epoch from clock_timestamp()) * 1000)::bigint << 16)
       | (nextval('nexus.id_sequence') & 65535)
$$;

-- The moment an id was made; the inverse of next_id to the millisecond.
create function nexus.id_time(id bigint) returns timestamptz language sql immutable parallel safe as $$
  select to_timestamp((id >> 16) / 1000.0)
$$;

-- The id boundary of a moment: ids made before it are smaller.
create function nexus.id_at(moment timestamptz) returns bigint language sql immutable parallel safe as $$
  select floor(extract(epoch from moment) * 1000)::bigint << 16
$$;
