// What scopes mean to a person.

import type { MessageKey } from '../../utils/messages/catalogue.ts';
import type { Translator } from '../../utils/messages/translator.ts';

const SENTENCES: Readonly<Record<string, MessageKey>> = {
  read: 'account.scope-read',
  write: 'account.scope-write',
  follow: 'account.scope-follow',
  push: 'account.scope-push',
  profile: 'account.scope-profile',
  'admin:read': 'account.scope-admin-read',
  'admin:write': 'account.scope-admin-write',
};

const AREAS: Readonly<Record<string, MessageKey>> = {
  accounts: 'account.area-accounts',
  blocks: 'account.area-blocks',
  bookmarks: 'account.area-bookmarks',
  collections: 'account.area-collections',
  conversations: 'account.area-conversations',
  favourites: 'account.area-favourites',
  filters: 'account.area-filters',
  follows: 'account.area-follows',
  lists: 'account.area-lists',
  media: 'account.area-media',
  mutes: 'account.area-mutes',
  notifications: 'account.area-notifications',
  reports: 'account.area-reports',
  search: 'account.area-search',
  statuses: 'account.area-statuses',
};

/** One sentence part per scope, without those a broader one of the list includes. */
export function scopeSentences(t: Translator, scopes: readonly string[]): string[] {
  const broad = scopes.filter((scope) => !scopes.some((other) => scope.startsWith(`${other}:`)));
  return broad.map((scope) => {
    const key = SENTENCES[scope];
    return key === undefined ? sentenceOf(t, scope) : t(key);
  });
}

function sentenceOf(t: Translator, scope: string): string {
  const [name = '', verb = ''] = scope.split(':').reverse();
  const reads = verb === 'read';
  const plain = name.replaceAll('_', ' ');
  // The areas of the staff are many and technical: their own names will do.
  if (scope.startsWith('admin:'))
    return t(reads ? 'account.scope-admin-see' : 'account.scope-admin-change', { area: plain });
  const area = AREAS[name] === undefined ? plain : t(AREAS[name]);
  return t(reads ? 'account.scope-see' : 'account.scope-change', { area });
}
