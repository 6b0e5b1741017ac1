// A browser without script: keeps cookies, reads forms, does not follow redirects by itself.

import type { LightMyRequestResponse } from 'fastify';
import type { Community } from './community.ts';

export interface Shown {
  readonly status: number;
  readonly html: string;
  readonly location: string | undefined;
  readonly headers: LightMyRequestResponse['headers'];
}

export interface Browser {
  readonly cookies: Map<string, string>;
  open(path: string, headers?: Record<string, string>): Promise<Shown>;
  /** Sends the form with this action as the page shows it, its hidden fields included. */
  submit(
    page: Shown,
    action: string,
    fields?: Record<string, string>,
    headers?: Record<string, string>,
  ): Promise<Shown>;
}

/** A browser of its own, at an address of the test network. */
export function makeBrowser(community: Community, address = '192.0.2.77'): Browser {
  const cookies = new Map<string, string>();
  const send = async (
    method: 'GET' | 'POST',
    url: string,
    headers: Record<string, string>,
    payload?: string,
  ) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await community.request({
      method,
      url,
      remoteAddress: address,
      headers: { accept: 'text/html', ...(cookie && { cookie }), ...headers },
      ...(payload !== undefined && { payload }),
    });
    for (const { name, value } of answer.cookies) {
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    const { statusCode: status, body: html } = answer;
    return { status, html, location: answer.headers.location as string | undefined, headers: answer.headers };
  };
  return {
    cookies,
    open: (path, headers = {}) => send('GET', path, headers),
    submit: (page, action, fields = {}, headers = {}) => {
      const body = new URLSearchParams({ ...hiddenFields(page.html, action), ...fields }).toString();
      const type = { 'content-type': 'application/x-www-form-urlencoded' };
      return send('POST', action, { origin: `http://${community.host}`, ...type, ...headers }, body);
    },
  };
}

/** The hidden fields of the form that posts to `action`. */
export function hiddenFields(html: string, action: string): Record<string, string> {
  const start = html.indexOf(`action="${action}"`);
  if (start === -1) throw new Error(`No form posts to ${action} in: ${html.slice(0, 2000)}`);
  const form = html.slice(start, html.indexOf('</form>', start));
  const inputs = form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"\/?>/g);
  return Object.fromEntries([...inputs].map(([, name, value]) => [name!, decode(value!)]));
}

/** Text as it stood before it was escaped. */
export const decode = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
