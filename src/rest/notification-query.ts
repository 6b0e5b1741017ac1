// What both versions of the notification API take to narrow an inbox.

import { type Static, Type } from 'typebox';
import type { InboxFilter } from '../notification/readable.ts';
import { isId } from '../utils/id.ts';
import { readTypes } from './entities/notification.ts';

const WORDS = Type.Optional(Type.Array(Type.String()));

export const INBOX_QUERY = {
  types: WORDS,
  exclude_types: WORDS,
  account_id: Type.Optional(Type.String({ description: 'Only what this account did.' })),
  include_filtered: Type.Optional(Type.Boolean({ description: 'Also what waits as a request.' })),
};

const QUERY = Type.Object(INBOX_QUERY);

/** An account that cannot be has done nothing. */
const NOBODY = '0';

export function inboxFilter(query: Static<typeof QUERY>): InboxFilter {
  const { account_id: accountId } = query;
  return {
    types: readTypes(query.types),
    excludeTypes: query.exclude_types === undefined ? [] : readTypes(query.exclude_types),
    actorId: accountId === undefined || accountId === '' ? undefined : isId(accountId) ? accountId : NOBODY,
    includeFiltered: query.include_filtered,
  };
}

/** How far unread ones are counted. */
export const unreadLimit = (given = 100): number => Math.max(1, Math.min(1000, given));
