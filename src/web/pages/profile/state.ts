// What the head of a profile shows: the person, how the viewer stands to them, and whom they show.

import { type FeaturedTag, featuredTagsOfEach } from '../../../post/featured-tag.ts';
import { endorsementsOfEach } from '../../../user/endorse.ts';
import { familiarFollowers } from '../../../user/followers.ts';
import { openProfileNamed } from '../../../user/open-profile.ts';
import { type Relationship, relationshipsOf } from '../../../user/relationships.ts';
import type { User } from '../../../user/user.ts';
import type { Visit } from '../../kit/visit.ts';

export interface ProfileState {
  readonly user: User;
  readonly name: string;
  readonly own: boolean;
  /** The viewer's; undefined for visitors. */
  readonly relation: Relationship | undefined;
  /** People the viewer follows and who follow this person. */
  readonly familiar: readonly User[];
  readonly tags: readonly FeaturedTag[];
  readonly endorsed: readonly User[];
}

const MOST_ENDORSED = 12;

/** Opens the profile the address names; 'not-found' when there is none. */
export async function openState(visit: Visit): Promise<ProfileState> {
  const { ctx } = visit;
  const user = await openProfileNamed(ctx, visit.param('name'));
  const { id } = user;
  const own = ctx.viewer?.id === id;
  const stranger = ctx.viewer !== null && !own;
  const [relations, familiar, tags, endorsed] = await Promise.all([
    stranger ? relationshipsOf(ctx, [id]) : undefined,
    stranger ? familiarFollowers(ctx, [id]) : undefined,
    featuredTagsOfEach(ctx, [id]),
    endorsementsOfEach(ctx, [id], { limit: MOST_ENDORSED }),
  ]);
  return {
    user,
    name: user.profile.displayName || user.username,
    own,
    relation: relations?.get(id),
    familiar: familiar?.get(id) ?? [],
    tags: tags.get(id) ?? [],
    endorsed: endorsed.get(id)?.items ?? [],
  };
}

/** Whether the person's posts are kept from view until one asks for them. */
export const isHidden = (visit: Visit, { relation }: ProfileState): boolean =>
  relation?.blocking === true && visit.query('show') !== 'yes';
