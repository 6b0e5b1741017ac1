// Visibilities on the wire: what the domain calls "followers" the API calls "private".

import type { Visibility } from '../../user/profile.ts';

export const VISIBILITIES = ['public', 'unlisted', 'private', 'direct'] as const;

export type WireVisibility = (typeof VISIBILITIES)[number];

export const visibilityEntity = (visibility: Visibility): WireVisibility =>
  visibility === 'followers' ? 'private' : visibility;

export const readVisibility = (wire: WireVisibility): Visibility => (wire === 'private' ? 'followers' : wire);
