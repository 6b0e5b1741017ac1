// The viewer's inbox: read marks, dismissing, the policy and what it holds back.

import { clear, dismiss } from '../../notification/inbox.ts';
import { setMarker } from '../../notification/marker.ts';
import { setNotificationPolicy } from '../../notification/policy.ts';
import { acceptRequests, dismissRequests } from '../../notification/requests.ts';
import { notFound } from '../../utils/error.ts';
import { isId } from '../../utils/id.ts';
import { given } from '../kit/given.ts';
import { mutation } from '../kit/mutation.ts';
import { parseGlobalId, readId } from '../kit/node.ts';
import { NotificationPolicy, policyFields } from '../types/inbox.ts';
import { Marker, TimelineName } from '../types/viewer.ts';
import { userAnswer } from './answers.ts';

mutation('markRead', {
  description: 'Moves the mark of how far the viewer has read.',
  scope: 'write:statuses',
  input: (t) => ({
    timeline: t.field({ type: TimelineName, required: true }),
    lastReadId: t.id({
      required: true,
      description: 'The post or notification read last: `id` or `restId`.',
    }),
  }),
  run: ({ ctx }, { timeline, lastReadId }) =>
    setMarker(ctx, timeline, isId(lastReadId) ? lastReadId : (parseGlobalId(lastReadId)?.key ?? '')),
  payload: (t) => ({ marker: t.field({ type: Marker, nullable: true, resolve: ({ result }) => result }) }),
});

mutation('dismissNotification', {
  description: "Removes one of the viewer's notifications.",
  scope: 'write:notifications',
  input: (t) => ({ notificationId: t.id({ required: true }) }),
  run: async ({ ctx }, { notificationId }) => {
    await dismiss(ctx, readId('Notification', notificationId));
    return notificationId;
  },
  payload: (t) => ({ dismissedNotificationId: t.id({ nullable: true, resolve: ({ result }) => result }) }),
});

mutation('clearNotifications', {
  description: 'Empties the inbox.',
  scope: 'write:notifications',
  run: async ({ ctx }) => {
    await clear(ctx);
    return true;
  },
});

mutation('setNotificationPolicy', {
  description: 'Decides whose notifications come into the inbox; what is left out stays.',
  scope: 'write:notifications',
  input: policyFields,
  run: ({ ctx }, policy) => setNotificationPolicy(ctx, given(policy)),
  payload: (t) => ({
    policy: t.field({ type: NotificationPolicy, nullable: true, resolve: ({ result }) => result }),
  }),
});

mutation('acceptNotificationRequest', {
  description: 'Lets the notifications of a person through, now and from now on.',
  scope: 'write:notifications',
  input: (t) => ({ userId: t.id({ required: true }) }),
  run: async ({ ctx }, { userId }) => {
    const id = readId('User', userId);
    if ((await acceptRequests(ctx, [id])) === 0) throw notFound('Request');
    return id;
  },
  payload: userAnswer,
});

mutation('dismissNotificationRequest', {
  description: 'Removes the notifications of a person that wait.',
  scope: 'write:notifications',
  input: (t) => ({ userId: t.id({ required: true }) }),
  run: async ({ ctx }, { userId }) => {
    const id = readId('User', userId);
    if ((await dismissRequests(ctx, [id])) === 0) throw notFound('Request');
    return id;
  },
  payload: userAnswer,
});
