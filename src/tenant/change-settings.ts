// Settings as the people who run a community change them. Logo and cover, which are files, change by
// `media/brand-pictures.ts`.

import { type Ctx, requireViewer } from '../context.ts';
import { forbidden } from '../utils/error.ts';
import { saveSettings } from './directory.ts';
import type { Settings } from './settings.ts';
import { checkSettings, type WrittenSettings } from './settings-rules.ts';

/** Whether the viewer may change the community's settings: its owner and admins may. */
export const mayChangeSettings = ({ viewer }: Ctx): boolean =>
  viewer?.role === 'owner' || viewer?.role === 'admin';

/** Throws 'unauthenticated' or 'forbidden' unless the viewer may change the settings. */
export function requireSettingsRight(ctx: Ctx): void {
  requireViewer(ctx);
  if (!mayChangeSettings(ctx)) throw forbidden();
}

/**
 * Changes some settings and gives them all; the rest stay. Owner and admins only; 'invalid' names every
 * broken rule. Every process hears of it, and this one knows it already.
 */
export async function changeSettings(ctx: Ctx, patch: WrittenSettings): Promise<Settings> {
  requireSettingsRight(ctx);
  const { settings } = ctx.tenant;
  const checked = checkSettings(patch, settings);
  if (Object.keys(checked).length > 0) await saveSettings(ctx.tenant.id, checked);
  return { ...settings, ...checked };
}
