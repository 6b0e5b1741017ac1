// Relay's `node`: anything by its global id, under the same permissions as everywhere else.

import { listSessions } from '../../auth/sessions.ts';
import { mediaById } from '../../media/media.ts';
import { notificationsById } from '../../notification/inbox.ts';
import { tagsByName } from '../../post/tag.ts';
import { invalid } from '../../utils/error.ts';
import type { Id } from '../../utils/id.ts';
import { LIMITS } from '../engine/limits.ts';
import { builder } from '../kit/builder.ts';
import { type Context, checkScope, OWN_SESSION } from '../kit/context.ts';
import { Node, type NodeType, nodeOf, parseGlobalId } from '../kit/node.ts';
import { NOTIFICATION_TYPE_NAMES } from '../types/notification.ts';

interface Lookup {
  /** What a token must cover; null: anything will do. */
  readonly scope: string | null;
  /** Only somebody who is signed in has any. */
  readonly own?: true;
  readonly find: (context: Context, key: Id) => Promise<object | undefined>;
}

const LOOKUPS: Readonly<Record<NodeType, Lookup>> = {
  User: { scope: 'read:accounts', find: async ({ users }, key) => named('User', await users.load(key)) },
  Post: { scope: 'read:statuses', find: async ({ posts }, key) => named('Post', await posts.load(key)) },
  Tag: {
    scope: null,
    find: async ({ ctx, by }, key) =>
      named('Tag', await by('tags', (names) => tagsByName(ctx, names)).load(key)),
  },
  Media: {
    scope: 'write:media',
    own: true,
    find: async ({ ctx, by }, key) =>
      named('Media', await by('media', (ids) => mediaById(ctx, ids)).load(key)),
  },
  Notification: {
    scope: 'read:notifications',
    own: true,
    find: async ({ ctx, by }, key) => {
      const found = await by('notifications', (ids) => notificationsById(ctx, ids)).load(key);
      return found && named(NOTIFICATION_TYPE_NAMES[found.type], found);
    },
  },
  Session: {
    scope: OWN_SESSION,
    own: true,
    find: async ({ ctx, by }, key) => {
      const read = async () => new Map((await listSessions(ctx)).map((session) => [session.id, session]));
      return named('Session', await by('sessions', read).load(key));
    },
  },
};

const named = <Value extends object>(type: string, value: Value | undefined): Value | undefined =>
  value && nodeOf(type, value);

async function find(context: Context, id: string): Promise<object | null> {
  const parsed = parseGlobalId(id);
  if (parsed === undefined) return null;
  const lookup = LOOKUPS[parsed.type];
  checkScope(context, lookup.scope);
  if (lookup.own && context.ctx.viewer === null) return null;
  return (await lookup.find(context, parsed.key)) ?? null;
}

builder.queryFields((t) => ({
  node: t.field({
    type: Node,
    nullable: true,
    description: 'Anything by its id; null: there is none that the viewer may see.',
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, context) => find(context, id),
  }),
  nodes: t.field({
    type: [Node],
    nullable: { list: false, items: true },
    description: `Several at once, in the order asked; at most ${LIMITS.page}.`,
    args: { ids: t.arg.idList({ required: true }) },
    extensions: { sizeOf: 'ids' },
    resolve: (_root, { ids }, context) => {
      if (ids.length > LIMITS.page)
        throw invalid('ids', 'too-many', `are more than ${LIMITS.page}`, LIMITS.page);
      return Promise.all(ids.map((id) => find(context, id)));
    },
  }),
}));
