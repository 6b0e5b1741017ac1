// People, as everybody may see them. What is private to a person is on `Viewer`.

import { accountFeeds } from '../../feed/account.ts';
import { featuredTagsOfEach } from '../../post/featured-tag.ts';
import { endorsementsOfEach } from '../../user/endorse.ts';
import { familiarFollowers, followersOfEach, followingOfEach } from '../../user/followers.ts';
import type { Picture as DomainPicture, ProfileField as DomainProfileField } from '../../user/user.ts';
import { builder } from '../kit/builder.ts';
import { loadConnection, pageArguments, paged, readPage } from '../kit/connection.ts';
import { globalId, Node } from '../kit/node.ts';
import { FeaturedTag, PostConnection, Relationship, User, UserConnection } from './refs.ts';

const Role = builder.enumType('Role', {
  description: 'What somebody does in the community.',
  values: {
    OWNER: { value: 'owner' },
    ADMIN: { value: 'admin' },
    MODERATOR: { value: 'moderator' },
    MEMBER: { value: 'member' },
  } as const,
});

const Picture = builder.objectRef<DomainPicture>('Picture').implement({
  description: 'An avatar or a header.',
  fields: (t) => ({
    url: t.string({ resolve: (picture, _args, { ctx }) => ctx.tenant.origin + picture.url }),
    staticUrl: t.string({
      description: 'The same, never moving.',
      resolve: (picture, _args, { ctx }) => ctx.tenant.origin + picture.staticUrl,
    }),
  }),
});

const ProfileField = builder.objectRef<DomainProfileField>('ProfileField').implement({
  description: 'A line of a profile.',
  fields: (t) => ({
    name: t.exposeString('name'),
    value: t.exposeString('value', { description: 'As written.' }),
    html: t.exposeString('html', { description: 'The value as safe HTML.' }),
  }),
});

User.implement({
  description: 'A person of this community, as everybody may see them.',
  interfaces: [Node],
  fields: (t) => ({
    id: t.id({ resolve: (user) => globalId('User', user.id) }),
    restId: t.exposeID('id', { description: 'The id that the REST API uses.' }),
    username: t.exposeString('username'),
    displayName: t.string({ resolve: (user) => user.profile.displayName }),
    bio: t.string({ description: 'As written.', resolve: (user) => user.profile.bio }),
    bioHtml: t.string({ description: 'Safe HTML.', resolve: (user) => user.profile.bioHtml }),
    fields: t.field({
      type: [ProfileField],
      extensions: { size: 4 },
      resolve: (user) => user.profile.fields,
    }),
    url: t.string({
      description: 'The page of the profile.',
      resolve: (user, _args, { ctx }) => `${ctx.tenant.origin}/@${user.username}`,
    }),
    avatar: t.field({
      type: Picture,
      nullable: true,
      description: 'Null: none was chosen.',
      resolve: (user) => user.profile.avatar,
    }),
    avatarDescription: t.string({ resolve: (user) => user.profile.avatarDescription }),
    header: t.field({ type: Picture, nullable: true, resolve: (user) => user.profile.header }),
    headerDescription: t.string({ resolve: (user) => user.profile.headerDescription }),
    role: t.expose('role', { type: Role }),
    locked: t.boolean({ description: 'Followers need approval.', resolve: (user) => user.profile.locked }),
    bot: t.boolean({ resolve: (user) => user.profile.bot }),
    discoverable: t.boolean({
      description: 'Wants to be suggested and listed.',
      resolve: (user) => user.profile.discoverable,
    }),
    hidesCollections: t.boolean({
      description: 'Shows followers and following to nobody else.',
      resolve: (user) => user.profile.hideCollections,
    }),
    createdAt: t.field({ type: 'DateTime', resolve: (user) => user.profile.createdAt }),
    lastPostOn: t.expose('lastPostOn', { type: 'Date', nullable: true }),
    followerCount: t.exposeInt('followerCount'),
    followingCount: t.exposeInt('followingCount'),
    postCount: t.exposeInt('postCount'),
    relationship: t.field({
      type: Relationship,
      nullable: true,
      description: 'How the viewer stands to this person; null when nobody is signed in.',
      extensions: { scope: 'read:follows' },
      resolve: (user, _args, { ctx, relationships }) =>
        ctx.viewer === null ? null : relationships.load(user.id),
    }),
    posts: t.field({
      type: PostConnection,
      description: 'What this person posted and the viewer may see.',
      args: {
        ...pageArguments(),
        onlyMedia: t.arg.boolean({ description: 'Only posts with pictures.' }),
        pinned: t.arg.boolean({ description: 'Only what is pinned to the profile.' }),
        withoutComments: t.arg.boolean({ description: 'Without comments on posts of others.' }),
        withoutReposts: t.arg.boolean(),
        tag: t.arg.string({ description: 'Only posts with this hashtag.' }),
      },
      extensions: paged('read:statuses'),
      resolve: (user, args, { ctx, by }) => {
        const page = readPage(args);
        const options = {
          onlyMedia: args.onlyMedia ?? false,
          pinned: args.pinned ?? false,
          excludeReplies: args.withoutComments ?? false,
          excludeReposts: args.withoutReposts ?? false,
          tagged: args.tag ?? undefined,
        };
        const feeds = by(`posts ${JSON.stringify([page, options])}`, (ids) =>
          accountFeeds(ctx, ids, page, options),
        );
        return loadConnection(feeds, user.id, page);
      },
    }),
    followers: t.field({
      type: UserConnection,
      description: 'Who follows this person; empty to others where it is hidden.',
      args: pageArguments(),
      extensions: paged('read:accounts'),
      resolve: (user, args, { ctx, by }) => {
        const page = readPage(args);
        const lists = by(`followers ${JSON.stringify(page)}`, (ids) => followersOfEach(ctx, ids, page));
        return loadConnection(lists, user.id, page, user.followerCount);
      },
    }),
    following: t.field({
      type: UserConnection,
      description: 'Whom this person follows; empty to others where it is hidden.',
      args: pageArguments(),
      extensions: paged('read:accounts'),
      resolve: (user, args, { ctx, by }) => {
        const page = readPage(args);
        const lists = by(`following ${JSON.stringify(page)}`, (ids) => followingOfEach(ctx, ids, page));
        return loadConnection(lists, user.id, page, user.followingCount);
      },
    }),
    endorsements: t.field({
      type: UserConnection,
      description: 'Whom this person shows on the profile.',
      args: pageArguments(),
      extensions: paged('read:accounts'),
      resolve: (user, args, { ctx, by }) => {
        const page = readPage(args);
        const lists = by(`endorsements ${JSON.stringify(page)}`, (ids) => endorsementsOfEach(ctx, ids, page));
        return loadConnection(lists, user.id, page);
      },
    }),
    familiarFollowers: t.field({
      type: [User],
      description: 'Followers whom the viewer follows, at most twelve; empty when nobody is signed in.',
      extensions: { size: 12, scope: 'read:follows' },
      resolve: async (user, _args, { ctx, by }) => {
        if (ctx.viewer === null) return [];
        return (await by('familiar followers', (ids) => familiarFollowers(ctx, ids)).load(user.id)) ?? [];
      },
    }),
    featuredTags: t.field({
      type: [FeaturedTag],
      description: 'The hashtags this person shows on the profile.',
      extensions: { size: 10 },
      resolve: async (user, _args, { ctx, by }) =>
        (await by('featured tags', (ids) => featuredTagsOfEach(ctx, ids)).load(user.id)) ?? [],
    }),
  }),
});
