// What a failed statement means: whether its connection is good for another one, whether it may be sent again,
// and what the caller is told.

import { DomainError } from '../error.ts';

/** The SQLSTATE of a PostgreSQL error, also of one wrapped as `cause`; undefined for anything else. */
export function sqlState(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = (error as { code?: unknown }).code;
  if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)) return code;
  return sqlState(error.cause);
}

/** Whether an error is a broken unique constraint, of this name if given. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  if (sqlState(error) !== '23505') return false;
  return constraint === undefined || (error as { constraint?: string }).constraint === constraint;
}

const READ_ONLY = '25006';

/** Whether the server takes no changes: it has become a standby. */
export const isReadOnly = (error: unknown): boolean => sqlState(error) === READ_ONLY;

const SOCKET = new Set([
  'EAI_AGAIN',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);

/** The words of the client library, which has no codes. */
const CLIENT =
  /^(Connection terminated|Connection ended|Client has encountered a connection error|Client was closed|Query read timeout|timeout exceeded when trying to connect|timeout expired)/;

/**
 * Whether the connection is gone, or good for nothing: cut, refused, ended by the server or a pooler, or leading
 * to a server that was the primary before. What was sent on it may or may not have been done.
 */
export function isLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code = '', severity } = error as { code?: string; severity?: string };
  if (severity === 'FATAL' || severity === 'PANIC') return true;
  // 08P01 as a mere error is a mistake of ours in the protocol, and no reason to try again.
  if (severity === undefined ? SOCKET.has(code) || CLIENT.test(error.message) : isLostState(code))
    return true;
  return error.cause !== undefined && isLost(error.cause);
}

const isLostState = (state: string): boolean =>
  state === READ_ONLY || /^57P0/.test(state) || (state.startsWith('08') && state !== '08P01');

/**
 * Whether the server refused a prepared statement before doing anything: a pooler has forgotten it, it is there
 * already, or a column it gives has another type since. On another connection it is prepared anew.
 */
export function isUnprepared(error: unknown): boolean {
  const state = sqlState(error);
  return (
    state === '26000' ||
    state === '42P05' ||
    (state === '0A000' && (error as { routine?: string }).routine === 'RevalidateCachedQuery')
  );
}

/** Whether one of two transactions had to give way to the other. */
export const gaveWay = (error: unknown): boolean => ['40P01', '40001'].includes(sqlState(error) ?? '');

/** Cancelled, waited for a lock, gave way each time. */
const BUSY = new Set(['57014', '55P03', '40P01', '40001']);
/** Out of disk, memory or connections; reading or writing failed. */
const EXHAUSTED = /^(53...|58030)$/;

const RETRY_AFTER = 5;

/** Throws an error of the database again: as `unavailable` where trying again later may help. */
export function rethrow(error: unknown): never {
  if (error instanceof DomainError) throw error;
  const state = sqlState(error) ?? '';
  if (isLost(error) || EXHAUSTED.test(state)) throw unavailable('away', error);
  throw BUSY.has(state) ? unavailable('busy', error) : error;
}

const unavailable = (what: 'away' | 'busy', cause: unknown): DomainError =>
  new DomainError('unavailable', `The database is ${what}, try again shortly`, {
    retryAfter: RETRY_AFTER,
    cause,
  });
