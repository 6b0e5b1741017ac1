// How the viewer and somebody else stand to each other; only the viewer sees it.

import { Relationship } from './refs.ts';

Relationship.implement({
  description: 'How the viewer and a person stand to each other. Nobody else sees it.',
  fields: (t) => ({
    following: t.exposeBoolean('following'),
    showingReposts: t.exposeBoolean('showingReposts'),
    notifying: t.exposeBoolean('notifying', { description: 'The viewer is told of every post.' }),
    languages: t.exposeStringList('languages', {
      nullable: true,
      description: 'Only posts in these languages are shown at home; null: all.',
    }),
    followedBy: t.exposeBoolean('followedBy'),
    requested: t.exposeBoolean('requested', { description: 'The viewer has asked to follow.' }),
    requestedBy: t.exposeBoolean('requestedBy', {
      description: 'The person has asked to follow the viewer.',
    }),
    blocking: t.exposeBoolean('blocking'),
    blockedBy: t.exposeBoolean('blockedBy'),
    muting: t.exposeBoolean('muting'),
    mutingNotifications: t.exposeBoolean('mutingNotifications'),
    mutingExpiresAt: t.expose('mutingExpiresAt', { type: 'DateTime', nullable: true }),
    endorsed: t.exposeBoolean('endorsed', { description: "Shown on the viewer's profile." }),
    note: t.exposeString('note', { description: "The viewer's private note." }),
  }),
});
