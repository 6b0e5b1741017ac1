// The tags named beside every page: the same for everybody of a community, so they are read once a minute.

import { popularTags } from '../../post/popular-tag.ts';
import { kept } from '../../utils/kept.ts';

export interface AsideTag {
  readonly name: string;
  readonly display: string;
}

const MOST = 5;

/** The most popular tags, at most a minute old; the same list while it is kept. Nothing of the viewer is in it. */
export const asideTags = kept(
  60,
  async (ctx: Parameters<typeof popularTags>[0]): Promise<readonly AsideTag[]> =>
    (await popularTags(ctx, { limit: MOST })).map(({ name, display }) => ({ name, display })),
);
