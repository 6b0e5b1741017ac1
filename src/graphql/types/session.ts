// Where the viewer is signed in.

import { globalId, Node } from '../kit/node.ts';
import { Session } from './refs.ts';

Session.implement({
  description: 'A place where the viewer is signed in, or an app that may act for them.',
  interfaces: [Node],
  fields: (t) => ({
    id: t.id({ resolve: (session) => globalId('Session', session.id) }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    lastUsedOn: t.expose('lastUsedOn', { type: 'Date' }),
    userAgent: t.exposeString('userAgent'),
    address: t.exposeString('address'),
    appName: t.exposeString('appName', {
      nullable: true,
      description: 'Null: a sign-in of this site itself.',
    }),
    scopes: t.exposeStringList('scopes'),
    current: t.exposeBoolean('current', { description: 'Whether this request came with it.' }),
  }),
});
