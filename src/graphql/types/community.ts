// The community itself: what it says of itself, its rules and its limits.

import type { Rule as DomainRule } from '../../tenant/settings.ts';
import { communityStats, type CommunityStats as DomainStats } from '../../user/stats.ts';
import { userByUsername } from '../../user/user.ts';
import { builder } from '../kit/builder.ts';
import { Community, User } from './refs.ts';

const Rule = builder.objectRef<DomainRule>('Rule').implement({
  fields: (t) => ({ text: t.exposeString('text'), hint: t.exposeString('hint') }),
});

const Registration = builder.enumType('Registration', {
  description: 'How to become a member.',
  values: {
    OPEN: { value: 'open' },
    APPROVAL: { value: 'approval', description: 'The staff decides.' },
    CLOSED: { value: 'closed' },
  } as const,
});

const CommunityStats = builder.objectRef<DomainStats>('CommunityStats').implement({
  description: 'At most some minutes old.',
  fields: (t) => ({
    users: t.exposeInt('users'),
    posts: t.exposeInt('posts'),
    activeMonth: t.exposeInt('activeMonth', { description: 'People seen in the last 30 days.' }),
    activeHalfyear: t.exposeInt('activeHalfyear', { description: 'People seen in the last 180 days.' }),
  }),
});

Community.implement({
  description: 'The community that answers under this host name.',
  fields: (t) => ({
    name: t.string({ resolve: ({ settings }) => settings.name }),
    shortName: t.string({
      description: 'Where there is room for one word; empty: the name.',
      resolve: ({ settings }) => settings.shortName,
    }),
    url: t.string({ resolve: ({ origin }) => origin }),
    accent: t.string({ description: 'A colour, `#rrggbb`.', resolve: ({ settings }) => settings.accent }),
    logoUrl: t.string({
      nullable: true,
      description: 'A square PNG of 512 pixels.',
      resolve: ({ settings, origin }) => settings.logo && origin + settings.logo[512],
    }),
    coverUrl: t.string({
      nullable: true,
      description: 'A wide picture, 1500 by 500 pixels.',
      resolve: ({ settings, origin }) => settings.cover && origin + settings.cover,
    }),
    description: t.string({ resolve: ({ settings }) => settings.description }),
    about: t.string({ description: 'A longer text, as written.', resolve: ({ settings }) => settings.about }),
    contact: t.field({
      type: User,
      nullable: true,
      description: 'Whom to turn to.',
      resolve: ({ settings }, _args, { ctx }) =>
        settings.contactUsername === '' ? null : userByUsername(ctx, settings.contactUsername),
    }),
    languages: t.stringList({ resolve: ({ settings }) => settings.languages as string[] }),
    registration: t.field({ type: Registration, resolve: ({ settings }) => settings.registration }),
    rules: t.field({ type: [Rule], extensions: { size: 5 }, resolve: ({ settings }) => settings.rules }),
    maxCharacters: t.int({ description: 'Of a post.', resolve: ({ settings }) => settings.maxCharacters }),
    maxMedia: t.int({ description: 'Pictures of a post.', resolve: ({ settings }) => settings.maxMedia }),
    maxFields: t.int({ description: 'Lines of a profile.', resolve: ({ settings }) => settings.maxFields }),
    maxPins: t.int({ resolve: ({ settings }) => settings.maxPins }),
    maxFeaturedTags: t.int({ resolve: ({ settings }) => settings.maxFeaturedTags }),
    stats: t.field({ type: CommunityStats, resolve: (_tenant, _args, { ctx }) => communityStats(ctx) }),
  }),
});
