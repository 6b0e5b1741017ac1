// Notifications: one type per kind, so that a client asks of each what it shows.

import type { Notification as DomainNotification } from '../../notification/inbox.ts';
import type { NotificationType as DomainType } from '../../user/notify.ts';
import { builder } from '../kit/builder.ts';
import { connectionType } from '../kit/connection.ts';
import { globalId, Node } from '../kit/node.ts';
import { Post, User } from './refs.ts';

export const NotificationType = builder.enumType('NotificationType', {
  description: 'What happened.',
  values: {
    LIKE: { value: 'like', description: 'A post of the viewer was liked.' },
    COMMENT: { value: 'comment', description: 'A post of the viewer was commented on.' },
    MENTION: { value: 'mention', description: 'The viewer was named in a post.' },
    REPOST: { value: 'repost', description: 'A post of the viewer was reposted.' },
    FOLLOW: { value: 'follow', description: 'The viewer was followed.' },
    FOLLOW_REQUEST: { value: 'follow-request', description: 'Somebody asks to follow the viewer.' },
    FOLLOW_APPROVED: { value: 'follow-approved', description: 'A request of the viewer was approved.' },
    POST: { value: 'post', description: 'Somebody the viewer wanted to hear of has posted.' },
    EDIT: { value: 'edit', description: 'A post the viewer had to do with was edited.' },
  } as const satisfies Record<string, { value: DomainType; description: string }>,
});

/** The GraphQL type of each. */
export const NOTIFICATION_TYPE_NAMES: Readonly<Record<DomainType, string>> = {
  like: 'LikeNotification',
  comment: 'CommentNotification',
  mention: 'MentionNotification',
  repost: 'RepostNotification',
  follow: 'FollowNotification',
  'follow-request': 'FollowRequestNotification',
  'follow-approved': 'FollowApprovedNotification',
  post: 'PostNotification',
  edit: 'EditNotification',
};

export const Notification = builder.interfaceRef<DomainNotification>('Notification').implement({
  description: 'Something that happened to the viewer.',
  interfaces: [Node],
  resolveType: (notification) => NOTIFICATION_TYPE_NAMES[notification.type],
  fields: (t) => ({
    id: t.id({ resolve: (notification) => globalId('Notification', notification.id) }),
    type: t.expose('type', { type: NotificationType }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    actor: t.expose('actor', { type: User, description: 'Whose doing it was.' }),
  }),
});

const ABOUT_PEOPLE = new Set<DomainType>(['follow', 'follow-request', 'follow-approved']);

for (const [type, name] of Object.entries(NOTIFICATION_TYPE_NAMES) as [DomainType, string][]) {
  const ref = builder.objectRef<DomainNotification>(name);
  if (ABOUT_PEOPLE.has(type)) ref.implement({ interfaces: [Node, Notification] });
  else
    ref.implement({
      interfaces: [Node, Notification],
      fields: (t) => ({
        post: t.field({
          type: Post,
          nullable: true,
          resolve: (notification, _args, { posts }) =>
            notification.postId === null ? null : posts.load(notification.postId),
        }),
      }),
    });
}

export const NotificationConnection = connectionType('Notification', Notification);
