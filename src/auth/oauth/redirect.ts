// Where a code may be sent. Anybody may register an app, so the addresses are judged when they are
// registered, and compared exactly when they are used (RFC 9700 2.1).

/** Shows the code on a page instead of sending it anywhere. */
export const OUT_OF_BAND = 'urn:ietf:wg:oauth:2.0:oob';

const MOST = 2000;

// Schemes a browser runs, shows or hands to something of its own; no app can answer under them.
const REFUSED = new Set(
  `about: blob: chrome: chrome-extension: content: data: feed: file: filesystem: ftp: intent: jar: javascript:
   livescript: mailto: mhtml: mocha: ms-appx: res: resource: sms: tel: vbscript: view-source: ws: wss:`.split(
    /\s+/,
  ),
);

/**
 * Whether an app may register an address: absolute, without fragment or password, and of a scheme that
 * reaches an app: https, an app's own (`com.example:/done`), or http, on a community with https only to
 * this very machine.
 */
export function isRedirectUri(uri: string, secureCommunity: boolean): boolean {
  if (uri === OUT_OF_BAND) return true;
  // Printable ASCII alone: what a URL parser would repair must not be stored unrepaired.
  if (uri.length > MOST || !/^[a-z][a-z0-9+.-]*:[\x21-\x7e]*$/i.test(uri) || uri.includes('#')) return false;
  if (!URL.canParse(uri)) return false;
  const url = new URL(uri);
  if (REFUSED.has(url.protocol) || url.protocol === 'urn:' || url.username !== '' || url.password !== '')
    return false;
  if (url.protocol === 'https:') return url.hostname !== '';
  return url.protocol !== 'http:' || !secureCommunity || isThisMachine(url.hostname);
}

const isThisMachine = (host: string): boolean =>
  /^(localhost|[a-z0-9.-]+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(host);

/** Whether a request's address is a registered one: the very same text. */
export const isRegistered = (registered: readonly string[], uri: string): boolean => registered.includes(uri);

/** A registered address with an answer added to its query. */
export function redirectWith(uri: string, answer: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(answer).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const query = new URLSearchParams(given).toString();
  return `${uri}${uri.includes('?') ? (/[?&]$/.test(uri) ? '' : '&') : '?'}${query}`;
}
