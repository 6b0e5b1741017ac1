// How the embedded server is configured. Memory and planner settings go into a file the host's own
// settings override (ALTER SYSTEM, or lines below the include); what must hold goes on the command line.

import { appendFileSync, chownSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { socketDirectory } from './address.ts';

const INCLUDE = "include 'nexus.conf'";

/** Writes the tuning file anew and has PostgreSQL's own file include it. */
export function writeSettings(data: string): void {
  const { uid, gid } = statSync(data);
  const path = join(data, 'nexus.conf');
  const lines = Object.entries(tuning()).map(([name, value]) => `${name} = '${value}'`);
  writeFileSync(path, `# Nexus writes this file at every start.\n${lines.join('\n')}\n`, { mode: 0o600 });
  if (process.getuid?.() === 0) chownSync(path, uid, gid);
  const own = join(data, 'postgresql.conf');
  if (readFileSync(own, 'utf8').includes(INCLUDE)) return;
  appendFileSync(own, `\n${INCLUDE}\n# Your own settings go below this line.\n`);
}

/** The server's arguments: this machine only, and for tests no waiting for the disk. */
export function serverArguments(data: string, port: number, durable: boolean): string[] {
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    `unix_socket_directories=${socketDirectory(data, port) ?? ''}`,
    'logging_collector=off',
    ...(durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
  ];
  return ['-D', data, ...settings.flatMap((setting) => ['-c', setting])];
}

/** What PostgreSQL's programs see of the environment: no secrets, and no PG… variable that steers them. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const { PATH, LD_LIBRARY_PATH } = process.env;
  return { PATH, ...(LD_LIBRARY_PATH ? { LD_LIBRARY_PATH } : {}) };
}

function tuning(): Record<string, string | number> {
  const megabytes = totalmem() / 2 ** 20;
  return {
    max_connections: 100,
    shared_buffers: `${Math.round(Math.min(256, Math.max(128, megabytes / 8)))}MB`,
    effective_cache_size: `${Math.round(Math.max(256, megabytes / 2))}MB`,
    random_page_cost: 1.1, // solid-state disks
    jit: 'off', // compiling costs more than our short statements run
    wal_compression: 'pglz', // this build has no lz4
    max_wal_size: '2GB',
    checkpoint_timeout: '15min',
    max_locks_per_transaction: 256, // statements over many tenants' schemas
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
  };
}
