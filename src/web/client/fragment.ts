// Parts of pages: the address of a page with `fragment=1` gives its list alone.

import { message } from './page.ts';
import { goToSignIn, Refusal, reach } from './send.ts';
import { fragmentHtml } from './trusted.ts';

/** The list of the page at an address of this server. Throws `Refusal`. */
export async function fetchFragment(href: string, signal?: AbortSignal): Promise<DocumentFragment> {
  const address = new URL(href, location.href);
  if (address.origin !== location.origin) throw new TypeError(`Not of this server: ${href}`);
  address.searchParams.set('fragment', '1');
  const response = await reach(address.href, {
    headers: { Accept: 'text/html' },
    ...(signal && { signal }),
  });
  // A page that wants a member sends visitors to the sign-in page.
  if (response.redirected && new URL(response.url).pathname === '/sign-in') goToSignIn();
  if (!response.ok || response.redirected) throw new Refusal(message('client.failed'), response.status);
  return fragmentHtml(await response.text());
}
