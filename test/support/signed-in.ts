// A browser in which somebody is signed in already, and pressing the buttons that post through the page's one form.

import { openSession } from '../../src/auth/session.ts';
import { type Browser, makeBrowser, type Shown } from './browser.ts';
import type { Community, Person } from './community.ts';

export interface MemberBrowser extends Browser {
  /** Presses a button of the page that names this address. */
  press(page: Shown, to: string): Promise<Shown>;
  /** The same as the page's script does it: what it gets is data. */
  ask(page: Shown, to: string): Promise<{ status: number; data: Record<string, unknown> }>;
}

/** A browser of this person. */
export async function browserOf(community: Community, person: Person): Promise<MemberBrowser> {
  const browser = makeBrowser(community);
  const { token } = await openSession(community.ctx(), { userId: person.id, scopes: ['read', 'write'] });
  browser.cookies.set('session', token);
  const send = (page: Shown, to: string, headers: Record<string, string> = {}) => {
    if (!page.html.includes(`formaction="${to}"`)) throw new Error(`No button leads to ${to}`);
    return browser.submit({ ...page, html: actForm(page.html, to) }, to, {}, headers);
  };
  return {
    ...browser,
    press: (page, to) => send(page, to),
    async ask(page, to) {
      const { status, html } = await send(page, to, { accept: 'application/json' });
      return { status, data: JSON.parse(html) as Record<string, unknown> };
    },
  };
}

/** The page's one form, as if it posted to the button's address. */
function actForm(html: string, to: string): string {
  const start = html.indexOf('<form id="act"');
  const form = html.slice(start, html.indexOf('</form>', start) + '</form>'.length);
  return form.replace('<form id="act"', `<form action="${to}"`);
}
