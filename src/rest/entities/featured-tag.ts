// The FeaturedTag entity: a tag on somebody's profile.

import { Type } from 'typebox';
import type { FeaturedTag } from '../../post/featured-tag.ts';

export const FEATURED_TAG = Type.Object({
  id: Type.String(),
  name: Type.String(),
  url: Type.String(),
  statuses_count: Type.String(),
  last_status_at: Type.Union([Type.String(), Type.Null()], { description: '`YYYY-MM-DD`.' }),
});

export const featuredTagEntity = (origin: string, tag: FeaturedTag) => ({
  id: tag.id,
  name: tag.display,
  url: `${origin}/@${tag.username}/tagged/${encodeURIComponent(tag.name)}`,
  statuses_count: String(tag.postCount),
  last_status_at: tag.lastPostOn,
});
