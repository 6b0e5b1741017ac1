// The sections of the settings, in the order they are shown.

import type { Ctx } from '../../../context.ts';
import { mayChangeSettings } from '../../../tenant/change-settings.ts';

export const SECTIONS = [
  { name: 'profile', icon: 'user' },
  { name: 'account', icon: 'at-sign' },
  { name: 'security', icon: 'shield' },
  { name: 'applications', icon: 'key-round' },
  { name: 'privacy', icon: 'lock' },
  { name: 'notifications', icon: 'bell' },
  { name: 'appearance', icon: 'palette' },
  { name: 'language', icon: 'languages' },
  { name: 'community', icon: 'users' },
] as const;

export type SectionName = (typeof SECTIONS)[number]['name'];

/** Those the viewer may open: the community's own belongs to those who run it. */
export const sectionsFor = (ctx: Ctx): readonly (typeof SECTIONS)[number][] =>
  SECTIONS.filter(({ name }) => name !== 'community' || mayChangeSettings(ctx));

/** The path of a section's page. */
export const pathOf = (name: SectionName): string => `/settings/${name}`;
