// The one error the domain throws on purpose. Each edge maps the closed set of codes once.

export type ErrorCode =
  | 'unauthenticated' // nobody is signed in, and the action needs somebody
  | 'forbidden' // known who asks; not allowed
  | 'not-found' // not there, or not visible to who asks: the two are never told apart
  | 'conflict' // the present state does not allow it
  | 'invalid' // the input breaks a rule; `details` names field, rule and limit
  | 'limited' // too many attempts; `retryAfter` says when
  | 'unavailable'; // a server this needs is away

/** The rules of the domain. Closed, so that whoever words them for people words them all. */
export type Rule =
  | 'accepted'
  | 'blank'
  | 'common'
  | 'expired'
  | 'invalid'
  | 'mismatch'
  | 'not-followed'
  | 'reserved'
  | 'taken'
  | 'too-large'
  | 'too-long'
  | 'too-many'
  | 'too-short'
  | 'unknown'
  | 'unsupported';

/** What was too many or too large, or why an action is refused, where code and rule leave it open. */
export type Reason =
  | 'animation'
  | 'direct'
  | 'frames'
  | 'mentions'
  | 'no-text'
  | 'not-for-everybody'
  | 'pixels'
  | 'registration-closed'
  | 'repost'
  | 'suspended'
  | 'tags'
  | 'unapproved'
  | 'unconfirmed'
  | 'undone';

export interface FieldError {
  /** The input's name in the domain's words, e.g. `text`, `username`. */
  readonly field: string;
  readonly rule: Rule;
  /** For whoever words the error; not sent. */
  readonly reason?: Reason;
  /** The limit that was passed, where there is one. */
  readonly limit?: number;
  /** A sentence fragment that follows the field's name: "is longer than 500 characters". */
  readonly message: string;
}

export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly details: readonly FieldError[];
  /** For whoever words the error in another language; REST and GraphQL send the message alone. */
  readonly reason: Reason | undefined;
  /** Seconds until trying again makes sense; only with `limited` and `unavailable`. */
  readonly retryAfter: number | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    options: {
      details?: readonly FieldError[];
      reason?: Reason | undefined;
      retryAfter?: number;
      cause?: unknown;
    } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'DomainError';
    this.code = code;
    this.details = options.details ?? [];
    this.reason = options.reason;
    this.retryAfter = options.retryAfter;
  }
}

export const notFound = (what = 'Record'): DomainError => new DomainError('not-found', `${what} not found`);

export const forbidden = (message = 'This action is not allowed', reason?: Reason): DomainError =>
  new DomainError('forbidden', message, { reason });

export const unauthenticated = (message = 'This method requires an authenticated user'): DomainError =>
  new DomainError('unauthenticated', message);

export const conflict = (message: string, reason?: Reason): DomainError =>
  new DomainError('conflict', message, { reason });

export const limited = (retryAfter: number): DomainError =>
  new DomainError('limited', 'Too many requests', { retryAfter });

/** One broken rule. */
export const invalid = (field: string, rule: Rule, message: string, limit?: number): DomainError =>
  invalidAll([limit === undefined ? { field, rule, message } : { field, rule, message, limit }]);

/** Several broken rules, reported together. */
export function invalidAll(details: readonly FieldError[]): DomainError {
  const sentence = details.map((d) => `${capitalise(d.field)} ${d.message}`).join(', ');
  return new DomainError('invalid', `Validation failed: ${sentence}`, { details });
}

function capitalise(field: string): string {
  const words = field
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
