// What a token may be used for. A parent grants its children (`read` grants `read:statuses`); `follow`, older
// than the hierarchy, grants reading and writing of relations.

const READ =
  'accounts blocks bookmarks collections favourites filters follows lists mutes notifications search statuses';
const WRITE = `accounts blocks bookmarks collections conversations favourites filters follows lists media mutes
  notifications reports statuses`;
const ADMIN =
  'accounts canonical_email_blocks domain_allows domain_blocks email_domain_blocks ip_blocks reports';

const family = (parent: string, areas: string): string[] => [
  parent,
  ...areas.split(/\s+/).map((area) => `${parent}:${area}`),
];

const FOLLOW = ['blocks', 'follows', 'mutes'].flatMap((area) => [`read:${area}`, `write:${area}`]);

/** Every scope there is, parents first. */
export const KNOWN_SCOPES: readonly string[] = [
  ...family('read', READ),
  ...family('write', WRITE),
  'follow',
  'push',
  'profile',
  ...family('admin:read', ADMIN),
  ...family('admin:write', ADMIN),
];

/** What a sign-in of our own (browser, GraphQL) may do: everything. */
export const ALL_SCOPES: readonly string[] = [
  'read',
  'write',
  'follow',
  'push',
  'profile',
  'admin:read',
  'admin:write',
];

/** What an app asks for that names nothing. */
export const DEFAULT_SCOPES: readonly string[] = ['read'];

const known = new Set(KNOWN_SCOPES);

/** Whether a token with the scopes `granted` may do what `needed` names. */
export function covers(granted: readonly string[], needed: string): boolean {
  if (needed === 'follow' && !granted.includes('follow')) return coversAll(granted, FOLLOW);
  return granted.some(
    (scope) =>
      scope === needed || needed.startsWith(`${scope}:`) || (scope === 'follow' && FOLLOW.includes(needed)),
  );
}

/** Whether `granted` covers each of `needed`. */
export const coversAll = (granted: readonly string[], needed: readonly string[]): boolean =>
  needed.every((scope) => covers(granted, scope));

/**
 * Reads a scope list: separated by spaces, or by "+" where a client encoded its list twice; or an array.
 * Null when a scope is not known; the default when nothing is named.
 */
export function parseScopes(input: unknown): readonly string[] | null {
  const text = Array.isArray(input) ? input.join(' ') : input;
  if (text === undefined || text === null || text === '') return DEFAULT_SCOPES;
  if (typeof text !== 'string') return null;
  const scopes = [...new Set(text.split(/[\s+]+/).filter(Boolean))];
  if (scopes.length === 0) return DEFAULT_SCOPES;
  return scopes.every((scope) => known.has(scope)) ? scopes : null;
}
