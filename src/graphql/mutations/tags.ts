// Following hashtags, and showing them on the profile.

import type { Ctx } from '../../context.ts';
import { requireViewer } from '../../context.ts';
import { featuredTags, featureTag, unfeatureTag } from '../../post/featured-tag.ts';
import { type Tag as DomainTag, tagByName } from '../../post/tag.ts';
import { followTag, unfollowTag } from '../../post/tag-follow.ts';
import { mutation } from '../kit/mutation.ts';
import { Tag } from '../types/refs.ts';

simple('followTag', 'write:follows', 'Shows public posts with this hashtag at home.', followTag);
simple('unfollowTag', 'write:follows', 'Stops following a hashtag.', unfollowTag);
simple('featureTag', 'write:accounts', "Shows a hashtag on the viewer's profile.", async (ctx, name) => {
  await featureTag(ctx, name);
  return tagByName(ctx, name);
});
simple('unfeatureTag', 'write:accounts', 'Takes a hashtag off the profile.', async (ctx, name) => {
  const tag = await tagByName(ctx, name);
  const featured = await featuredTags(ctx, requireViewer(ctx).id);
  const found = featured.find((one) => one.name === tag.name);
  if (found !== undefined) await unfeatureTag(ctx, found.id);
  return tagByName(ctx, name);
});

/** A mutation that takes a hashtag's name and nothing else. */
function simple(
  name: string,
  scope: string,
  description: string,
  act: (ctx: Ctx, tagName: string) => Promise<DomainTag>,
): void {
  mutation(name, {
    description,
    scope,
    input: (t) => ({
      name: t.string({ required: true, description: 'In any spelling, with or without `#`.' }),
    }),
    run: ({ ctx }, input) => act(ctx, input.name),
    payload: (t) => ({ tag: t.field({ type: Tag, nullable: true, resolve: ({ result }) => result }) }),
  });
}
