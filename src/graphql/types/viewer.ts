// The person who is signed in, with what nobody else may see. Since these fields are on a type of their
// own, no query about somebody else can even name them.

import { loginOf } from '../../auth/login.ts';
import { listSessions } from '../../auth/sessions.ts';
import type { Viewer as DomainViewer } from '../../context.ts';
import { bookmarks, likes } from '../../feed/saved.ts';
import { type Marker as DomainMarker, markers, type Timeline } from '../../notification/marker.ts';
import { followedTags } from '../../post/tag-follow.ts';
import { listBlocks } from '../../user/block.ts';
import { type Credentials, credentialsOf } from '../../user/credentials.ts';
import { listFollowRequests } from '../../user/follow-request.ts';
import { type Muted as DomainMuted, listMutes } from '../../user/mute.ts';
import { type Suggestion as DomainSuggestion, suggestUsers } from '../../user/suggest.ts';
import { LIMITS } from '../engine/limits.ts';
import { nullIfNotFound } from '../kit/absent.ts';
import { builder } from '../kit/builder.ts';
import { connectionType, listed, pageArguments, paged, readFirst } from '../kit/connection.ts';
import { OWN_SESSION } from '../kit/context.ts';
import { inboxFields } from './inbox.ts';
import { Visibility } from './post.ts';
import { PostConnection, Session, TagConnection, User, UserConnection } from './refs.ts';

const Settings = builder.objectRef<Credentials>('Settings').implement({
  description: 'How the viewer usually posts.',
  fields: (t) => ({
    defaultVisibility: t.expose('defaultVisibility', { type: Visibility }),
    defaultSensitive: t.exposeBoolean('defaultSensitive'),
    defaultLanguage: t.exposeString('defaultLanguage', { nullable: true }),
  }),
});

const MutedPerson = builder.objectRef<DomainMuted>('MutedPerson').implement({
  description: 'Somebody the viewer does not want to see.',
  fields: (t) => ({
    user: t.expose('user', { type: User }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime', nullable: true, description: 'Null: never.' }),
  }),
});
const MutedPersonConnection = connectionType('MutedPerson', MutedPerson);

const SuggestionSource = builder.enumType('SuggestionSource', {
  values: { FRIENDS_OF_FRIENDS: { value: 'friends-of-friends' }, POPULAR: { value: 'popular' } } as const,
});

const Suggestion = builder.objectRef<DomainSuggestion>('Suggestion').implement({
  description: 'Somebody the viewer might follow.',
  fields: (t) => ({
    user: t.expose('user', { type: User }),
    source: t.expose('source', { type: SuggestionSource }),
  }),
});

export const TimelineName = builder.enumType('TimelineName', {
  values: { HOME: { value: 'home' }, NOTIFICATIONS: { value: 'notifications' } } as const,
});

export const Marker = builder.objectRef<DomainMarker>('Marker').implement({
  description: 'How far the viewer has read.',
  fields: (t) => ({
    lastReadId: t.exposeID('lastReadId', { description: 'As `restId` of a post or notification.' }),
    version: t.exposeInt('version', { description: 'Grows with every change.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime' }),
  }),
});

export const Viewer = builder.objectRef<DomainViewer>('Viewer').implement({
  description: 'The person who is signed in, with what only they may see.',
  fields: (t) => ({
    user: t.field({
      type: User,
      nullable: true,
      description: 'The same person as everybody sees them.',
      resolve: (viewer, _args, { users }) => users.load(viewer.id),
    }),
    email: t.string({
      nullable: true,
      description: 'The confirmed mail address; null: the account was made without one.',
      extensions: { scope: OWN_SESSION },
      resolve: async (viewer, _args, { ctx }) =>
        (await nullIfNotFound(() => loginOf(ctx, viewer.id)))?.email ?? null,
    }),
    settings: t.field({
      type: Settings,
      extensions: { scope: 'read:accounts' },
      resolve: (_viewer, _args, { ctx }) => credentialsOf(ctx),
    }),
    followRequestCount: t.int({
      extensions: { scope: 'read:follows' },
      resolve: async (_viewer, _args, { ctx }) => (await credentialsOf(ctx)).followRequestCount,
    }),
    sessions: t.field({
      type: [Session],
      description: 'Where the viewer is signed in, lately used first.',
      extensions: { size: 20, scope: OWN_SESSION },
      resolve: (_viewer, _args, { ctx }) => listSessions(ctx),
    }),
    bookmarks: t.field({
      type: PostConnection,
      args: pageArguments(),
      extensions: paged('read:bookmarks'),
      resolve: (_viewer, args, { ctx }) => listed(args, (page) => bookmarks(ctx, page)),
    }),
    likes: t.field({
      type: PostConnection,
      args: pageArguments(),
      extensions: paged('read:favourites'),
      resolve: (_viewer, args, { ctx }) => listed(args, (page) => likes(ctx, page)),
    }),
    followRequests: t.field({
      type: UserConnection,
      description: 'Who asks to follow the viewer.',
      args: pageArguments(),
      extensions: paged('read:follows'),
      resolve: (_viewer, args, { ctx }) => listed(args, (page) => listFollowRequests(ctx, page)),
    }),
    blocks: t.field({
      type: UserConnection,
      args: pageArguments(),
      extensions: paged('read:blocks'),
      resolve: (_viewer, args, { ctx }) => listed(args, (page) => listBlocks(ctx, page)),
    }),
    mutes: t.field({
      type: MutedPersonConnection,
      args: pageArguments(),
      extensions: paged('read:mutes'),
      resolve: (_viewer, args, { ctx }) => listed(args, (page) => listMutes(ctx, page)),
    }),
    followedTags: t.field({
      type: TagConnection,
      args: pageArguments(),
      extensions: paged('read:follows'),
      resolve: (_viewer, args, { ctx }) => listed(args, (page) => followedTags(ctx, page)),
    }),
    suggestions: t.field({
      type: [Suggestion],
      description: 'People the viewer might follow, best first.',
      args: { first: t.arg.int({ defaultValue: 20, description: `1 to ${LIMITS.page}.` }) },
      extensions: { size: 40, scope: 'read' },
      resolve: (_viewer, { first }, { ctx }) => suggestUsers(ctx, readFirst(first)),
    }),
    marker: t.field({
      type: Marker,
      nullable: true,
      description: 'How far the viewer has read in one timeline.',
      args: { timeline: t.arg({ type: TimelineName, required: true }) },
      extensions: { scope: 'read:statuses' },
      resolve: (_viewer, { timeline }, { ctx, by }) =>
        by<DomainMarker>('markers', (names) => markers(ctx, names as Timeline[])).load(timeline),
    }),
    ...inboxFields(t),
  }),
});
