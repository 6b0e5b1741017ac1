#!/bin/sh
# Run once by the PostgreSQL image, on an empty volume: the database, and its owner, who is no superuser.
set -eu
password=$(cat "$NEXUS_PASSWORD_FILE")
psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username postgres <<SQL
create role nexus login in role pg_monitor password '$password';
create database nexus owner nexus;
SQL
