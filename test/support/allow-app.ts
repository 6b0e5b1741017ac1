// What a person does in the browser when an app asks for access, against a running server: follow, sign in, allow.

import { hiddenFields } from './browser.ts';

export interface Shown {
  readonly address: string;
  readonly html: string;
}

/**
 * Opens an app's authorisation address, signs in and allows it. Gives the code: from the page that shows it, or from
 * the address the browser was sent back to.
 */
export async function allowApp(
  address: string,
  credentials: { login: string; password: string },
): Promise<string> {
  const browser = makeBrowser();
  const signIn = await browser.open(address);
  const consent = await browser.submit(signIn, '/sign-in', credentials);
  const end = await browser.submit(consent, '/oauth/authorize', { decision: 'allow' });
  const code =
    /<code class="code">([^<]+)<\/code>/.exec(end.html)?.[1] ?? new URL(end.address).searchParams.get('code');
  if (!code) throw new Error(`No code at ${end.address}: ${end.html}`);
  return code;
}

/** Keeps cookies and follows redirects within one host, as a browser does. */
function makeBrowser() {
  const cookies = new Map<string, string>();
  async function go(address: string, form?: URLSearchParams): Promise<Shown> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const body = form === undefined ? {} : { method: 'POST', body: form };
    const answer = await fetch(address, {
      ...body,
      redirect: 'manual',
      headers: { accept: 'text/html', cookie },
    });
    for (const line of answer.headers.getSetCookie()) keep(cookies, line);
    const html = await answer.text();
    const location = answer.headers.get('location');
    if (location === null) return { address, html };
    const next = new URL(location, address);
    return next.host === new URL(address).host ? go(next.href) : { address: next.href, html };
  }
  return {
    open: (address: string) => go(address),
    submit: (page: Shown, action: string, fields: Record<string, string>) =>
      go(
        new URL(action, page.address).href,
        new URLSearchParams({ ...hiddenFields(page.html, action), ...fields }),
      ),
  };
}

function keep(cookies: Map<string, string>, line: string): void {
  const [name, value] = line.split(';')[0]!.split(/=(.*)/s);
  if (value === '') cookies.delete(name!);
  else cookies.set(name!, value!);
}
