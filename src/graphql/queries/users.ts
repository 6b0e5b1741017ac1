// Finding people.

import { newestUsers, popularUsers, recentUsers, searchUsers } from '../../user/find.ts';
import { userByUsername } from '../../user/user.ts';
import { invalid } from '../../utils/error.ts';
import { builder } from '../kit/builder.ts';
import { paged, rankedArguments, rankedConnection } from '../kit/connection.ts';
import { checkScope } from '../kit/context.ts';
import { keyOf } from '../kit/node.ts';
import { User, UserConnection } from '../types/refs.ts';

const UserOrder = builder.enumType('UserOrder', {
  description: 'How people are ranked.',
  values: {
    POPULAR: { value: 'popular', description: 'By followers.' },
    NEWEST: { value: 'newest', description: 'Who came last first.' },
    RECENTLY_POSTING: { value: 'recent', description: 'Who posted last first.' },
  } as const,
});

const RANKINGS = { popular: popularUsers, newest: newestUsers, recent: recentUsers };

builder.queryFields((t) => ({
  user: t.field({
    type: User,
    nullable: true,
    description: 'One person, by username or id; null: there is none to be seen.',
    args: { username: t.arg.string({ description: 'In any case.' }), id: t.arg.id() },
    extensions: { scope: 'read:accounts' },
    resolve: (_root, { username, id }, { ctx, users }) => {
      if ((username == null) === (id == null))
        throw invalid('username', 'blank', 'or id must be given, and only one');
      if (username != null) return userByUsername(ctx, username);
      const key = keyOf('User', id!);
      return key === undefined ? null : users.load(key);
    },
  }),
  users: t.field({
    type: UserConnection,
    nullable: true,
    description: 'People who want to be found, ranked; or those whose name begins with `search`.',
    args: {
      ...rankedArguments(),
      search: t.arg.string({ description: 'The beginning of a username or display name.' }),
      following: t.arg.boolean({ description: 'With `search`: only people the viewer follows.' }),
      orderBy: t.arg({ type: UserOrder, description: 'Without `search`; POPULAR unless told.' }),
    },
    extensions: paged(null),
    resolve: (_root, { search, following, orderBy, ...args }, context) => {
      const { ctx } = context;
      // The ranking is the public directory; names are looked up with the scope of a search.
      if (search == null)
        return rankedConnection(args, (ranks) => RANKINGS[orderBy ?? 'popular'](ctx, ranks));
      checkScope(context, 'read:accounts');
      const options = { following: following ?? false };
      return rankedConnection(args, (ranks) => searchUsers(ctx, search, { ...ranks, ...options }));
    },
  }),
}));
