// The viewer's inbox: notifications, what the policy holds back, and the policy itself.

import { notifications, unreadCount } from '../../notification/inbox.ts';
import { notificationPolicy, type Policy } from '../../notification/policy.ts';
import {
  type NotificationRequest as DomainRequest,
  notificationRequests,
} from '../../notification/requests.ts';
import { builder } from '../kit/builder.ts';
import { connectionType, listed, pageArguments, paged } from '../kit/connection.ts';
import { NotificationConnection, NotificationType } from './notification.ts';
import { Post, User } from './refs.ts';

const PolicyChoice = builder.enumType('PolicyChoice', {
  description: 'What happens to notifications of some people.',
  values: {
    ACCEPT: { value: 'accept', description: 'They come into the inbox.' },
    FILTER: { value: 'filter', description: 'They wait as requests.' },
    DROP: { value: 'drop', description: 'They never come.' },
  } as const,
});

const GROUPS = {
  notFollowing: 'People the viewer does not follow.',
  notFollowers: 'People who do not follow the viewer, or only since lately.',
  newAccounts: 'People who came within a month.',
  privateMentions: 'Direct posts nobody asked for.',
  limitedAccounts: 'People the staff has limited.',
} as const;

export const NotificationPolicy = builder.objectRef<Policy>('NotificationPolicy').implement({
  description: 'Whose notifications come into the inbox.',
  fields: (t) => ({
    notFollowing: t.expose('notFollowing', { type: PolicyChoice, description: GROUPS.notFollowing }),
    notFollowers: t.expose('notFollowers', { type: PolicyChoice, description: GROUPS.notFollowers }),
    newAccounts: t.expose('newAccounts', { type: PolicyChoice, description: GROUPS.newAccounts }),
    privateMentions: t.expose('privateMentions', { type: PolicyChoice, description: GROUPS.privateMentions }),
    limitedAccounts: t.expose('limitedAccounts', { type: PolicyChoice, description: GROUPS.limitedAccounts }),
  }),
});

/** The input fields of a change of the policy. */
export const policyFields = (
  t: PothosSchemaTypes.InputFieldBuilder<typeof builder.$inferSchemaTypes, 'InputObject'>,
) => ({
  notFollowing: t.field({ type: PolicyChoice, description: GROUPS.notFollowing }),
  notFollowers: t.field({ type: PolicyChoice, description: GROUPS.notFollowers }),
  newAccounts: t.field({ type: PolicyChoice, description: GROUPS.newAccounts }),
  privateMentions: t.field({ type: PolicyChoice, description: GROUPS.privateMentions }),
  limitedAccounts: t.field({ type: PolicyChoice, description: GROUPS.limitedAccounts }),
});

const NotificationRequest = builder.objectRef<DomainRequest>('NotificationRequest').implement({
  description: 'Notifications of one person that wait for the viewer to accept or dismiss them.',
  fields: (t) => ({
    actor: t.expose('actor', { type: User }),
    count: t.exposeInt('count'),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When the first came.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When the last came.' }),
    lastPost: t.field({
      type: Post,
      nullable: true,
      resolve: ({ postId }, _args, { posts }) => (postId === null ? null : posts.load(postId)),
    }),
  }),
});
const NotificationRequestConnection = connectionType('NotificationRequest', NotificationRequest);

type ViewerFields = PothosSchemaTypes.ObjectFieldBuilder<
  typeof builder.$inferSchemaTypes,
  import('../../context.ts').Viewer
>;

export const inboxFields = (t: ViewerFields) => ({
  notifications: t.field({
    type: NotificationConnection,
    args: {
      ...pageArguments(),
      types: t.arg({ type: [NotificationType], description: 'Only these.' }),
      excludeTypes: t.arg({ type: [NotificationType], description: 'None of these.' }),
    },
    extensions: paged('read:notifications'),
    resolve: (_viewer, args, { ctx }) =>
      listed(args, (page) =>
        notifications(ctx, page, {
          types: args.types ?? undefined,
          excludeTypes: args.excludeTypes ?? undefined,
        }),
      ),
  }),
  unreadCount: t.int({
    description: 'Notifications newer than the marker; counted to 100 at most.',
    extensions: { scope: 'read:notifications' },
    resolve: (_viewer, _args, { ctx }) => unreadCount(ctx),
  }),
  notificationPolicy: t.field({
    type: NotificationPolicy,
    extensions: { scope: 'read:notifications' },
    resolve: (_viewer, _args, { ctx }) => notificationPolicy(ctx),
  }),
  notificationRequests: t.field({
    type: NotificationRequestConnection,
    args: pageArguments(),
    extensions: paged('read:notifications'),
    resolve: (_viewer, args, { ctx }) => listed(args, (page) => notificationRequests(ctx, page)),
  }),
});
