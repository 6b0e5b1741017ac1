// What the navigation around a page shows of the viewer: two statements at most, and none for visitors.

import { unreadCount } from '../../notification/inbox.ts';
import { type Profile, viewerProfile } from '../../user/user.ts';
import { type AsideTag, asideTags } from './aside-tags.ts';
import type { Page } from './page.ts';
import type { Visit } from './visit.ts';

export interface ShellState {
  readonly viewer: Profile | null;
  /** At most 100. */
  readonly unread: number;
  /** For members: what is popular in the community. */
  readonly tags?: readonly AsideTag[];
}

/** Reads what the page's shell needs. */
export async function loadShell({ ctx }: Visit, page: Page): Promise<ShellState> {
  if (ctx.viewer === null) return { viewer: null, unread: 0 };
  if (page.shell !== undefined && page.shell !== 'app')
    return { viewer: await viewerProfile(ctx), unread: 0 };
  const [viewer, unread, tags] = await Promise.all([viewerProfile(ctx), unreadCount(ctx), asideTags(ctx)]);
  return { viewer, unread, tags };
}
