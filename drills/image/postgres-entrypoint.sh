#!/bin/sh
# What the image of PostgreSQL does at its first start, as far as the Compose file counts on it.
set -eu
if [ ! -e "$PGDATA/PG_VERSION" ]; then
  mkdir -p "$PGDATA"
  initdb --username=postgres --pwfile="$POSTGRES_PASSWORD_FILE" --auth-local=trust --auth-host=scram-sha-256 >/dev/null
  echo 'host all all all scram-sha-256' >> "$PGDATA/pg_hba.conf"
  pg_ctl --wait --silent --options "-c listen_addresses='' -c unix_socket_directories=/run/postgresql" start
  export PGHOST=/run/postgresql
  for script in /docker-entrypoint-initdb.d/*.sh; do "$script"; done
  pg_ctl --wait --silent --mode fast stop
  unset PGHOST
fi
exec "$@" -c unix_socket_directories=/run/postgresql
