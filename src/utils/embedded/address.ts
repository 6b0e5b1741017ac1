// Where the database answers. Within one machine a socket in its data directory costs about half the CPU
// of TCP; loopback TCP is there as well, for tools and for paths a socket cannot have.

import { join } from 'node:path';

/** Longest path of a Unix socket that Linux and macOS both take, in bytes. */
const LONGEST_SOCKET_PATH = 103;

export interface DatabasePlace {
  /** The data directory, without links. */
  readonly data: string;
  readonly port: number;
  readonly password: string;
}

/** The directory of the database's socket; null where it cannot have one. */
export function socketDirectory(data: string, port: number): string | null {
  const plain = /^\/[\w./-]+$/.test(data) && process.platform !== 'win32';
  return plain && join(data, `.s.PGSQL.${port}`).length <= LONGEST_SOCKET_PATH ? data : null;
}

/** An address on which the database answers to a role, by default the one that owns Nexus's tables. */
export function databaseUrl(place: DatabasePlace, role = 'nexus', database = 'nexus'): string {
  const directory = socketDirectory(place.data, place.port);
  const host = directory === null ? '127.0.0.1' : encodeURIComponent(directory);
  return `postgres://${role}:${place.password}@${host}:${place.port}/${database}`;
}
