// Where to go after signing in: the path is taken from the request, so it must not lead off the site.

/** The path and query of an address if it stays on this site, else the front page. */
export function localPath(next: string): string {
  // Browsers read "\" as "/", and overlook tabs and line ends.
  if (!/^\/(?![/\\])[\x21-\x7e]*$/.test(next) || next.includes('\\')) return '/';
  const base = 'http://site.invalid';
  if (!URL.canParse(next, base)) return '/';
  const url = new URL(next, base);
  return url.origin === base && !url.pathname.startsWith('//') ? url.pathname + url.search : '/';
}
