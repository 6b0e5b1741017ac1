// The demo: two communities that look lived in, made by the same domain functions that members use. Only
// the dates are set back. Communities that exist already are left alone.

import { createLogin } from '../../src/auth/create-login.ts';
import { type Ctx, type Tenant, transaction } from '../../src/context.ts';
import { contextFor, type Deployment } from '../../src/deployment.ts';
import { changeSettingsWithPictures } from '../../src/media/brand-pictures.ts';
import { storePicture } from '../../src/media/picture.ts';
import { uploadMedia } from '../../src/media/upload.ts';
import { createPost } from '../../src/post/create.ts';
import { likePost } from '../../src/post/like.ts';
import { repost } from '../../src/post/repost.ts';
import { createTenant } from '../../src/tenant/lifecycle.ts';
import { createUser } from '../../src/user/create.ts';
import { follow } from '../../src/user/follow.ts';
import { approveFollow } from '../../src/user/follow-request.ts';
import { updateProfile } from '../../src/user/profile.ts';
import type { Id } from '../../src/utils/id.ts';
import { cover, logo } from './brand.ts';
import { COMMUNITIES, type DemoCommunity, type DemoPerson, type DemoPost } from './content.ts';
import { banner, photograph, portrait } from './pictures.ts';

/** Everybody in the demo has this password. */
export const DEMO_PASSWORD = 'nexus-demo';

export interface DemoLogin {
  readonly address: string;
  readonly email: string;
  readonly password: string;
}

type People = ReadonlyMap<string, Ctx>;

/** Makes the demo communities that are missing; gives a login for each person made. */
export async function seedDemoInto(deployment: Deployment): Promise<DemoLogin[]> {
  const logins: DemoLogin[] = [];
  for (const community of COMMUNITIES) {
    if (deployment.directory.bySlug(community.slug) !== undefined) continue;
    await createCommunity(deployment, community);
    const tenant = deployment.directory.bySlug(community.slug)!;
    await fill(contextFor(deployment, tenant), community);
    for (const { username } of community.people) {
      logins.push({ address: tenant.origin, email: emailOf(username), password: DEMO_PASSWORD });
    }
  }
  return logins;
}

async function fill(ctx: Ctx, community: DemoCommunity): Promise<void> {
  const people = await createPeople(ctx, community);
  await befriend(people, community.people);
  for (const post of community.posts) await publish(people, post);
  const owner = people.get(community.people[0]!.username)!;
  const pictures = { logo: await logo(community.mark), cover: await cover(community.mark) };
  await changeSettingsWithPictures(owner, {}, pictures);
}

/** Whether a community is one of the demo's: its contact is. */
export const isDemo = ({ settings }: Tenant): boolean =>
  COMMUNITIES.some(({ people }) => settings.contactEmail === emailOf(people[0]!.username));

const emailOf = (username: string): string => `${username}@example.org`;

async function createCommunity(deployment: Deployment, community: DemoCommunity): Promise<void> {
  const { slug, domains, name, shortName, accent, description, about, people } = community;
  const settings = {
    name,
    shortName,
    accent,
    description,
    about,
    contactEmail: emailOf(people[0]!.username),
    contactUsername: people[0]!.username,
    rules: community.rules.map((rule, index) => ({ id: String(index + 1), ...rule })),
  };
  await createTenant(deployment.shardUrls, { slug, domains, settings });
  await deployment.directory.refresh();
}

async function createPeople(ctx: Ctx, community: DemoCommunity): Promise<People> {
  const people = new Map<string, Ctx>();
  for (const [index, person] of community.people.entries()) {
    people.set(person.username, await createPerson(ctx, person, index === 0 ? 'owner' : 'member'));
  }
  return people;
}

async function createPerson(ctx: Ctx, person: DemoPerson, role: 'owner' | 'member'): Promise<Ctx> {
  const { username, name, bio, hue, locked = false, bot = false } = person;
  const id = await transaction(ctx, async (tx) => {
    const made = await createUser(tx, { username, displayName: name, role, state: 'active', locked, bot });
    await createLogin(tx, {
      userId: made,
      email: emailOf(username),
      password: DEMO_PASSWORD,
      confirmed: true,
    });
    return made;
  });
  const own: Ctx = { ...ctx, viewer: { id, username, role, locale: 'en', lastActiveOn: null, version: 1 } };
  const avatar = await storePicture(own, await portrait(hue), 'avatar');
  const header = await storePicture(own, await banner(hue), 'header');
  await updateProfile(own, { bio, avatar, header });
  return own;
}

/** Everybody follows nearly everybody; requests to private accounts are approved, but one. */
async function befriend(people: People, list: readonly DemoPerson[]): Promise<void> {
  for (const [i, follower] of list.entries()) {
    for (const [j, followee] of list.entries()) {
      if (i === j || follower.bot || (!followee.locked && (i + j * 3) % 7 === 5)) continue;
      const [from, to] = [people.get(follower.username)!, people.get(followee.username)!];
      await follow(from, to.viewer!.id);
      if (followee.locked && follower.username !== 'hiro') await approveFollow(to, from.viewer!.id);
    }
  }
}

async function publish(people: People, post: DemoPost, parentId?: Id): Promise<void> {
  const ctx = people.get(post.by)!;
  const id = await createPost(ctx, {
    text: post.text,
    parentId,
    visibility: post.visibility,
    spoilerText: post.warning,
    mediaIds: post.picture && [await upload(ctx, post.picture)],
    writtenAt: new Date(Date.now() - post.hoursAgo * 3_600_000),
  });
  for (const name of post.likedBy ?? []) await likePost(people.get(name)!, id);
  for (const name of post.repostedBy ?? []) await repost(people.get(name)!, id);
  for (const comment of post.comments ?? []) await publish(people, comment, id);
}

async function upload(ctx: Ctx, picture: NonNullable<DemoPost['picture']>): Promise<Id> {
  const bytes = await photograph(picture.scene);
  return (await uploadMedia(ctx, { bytes, description: picture.alt })).id;
}
