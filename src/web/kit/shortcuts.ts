// The keyboard's shortcuts, for the page that lists them and the script that obeys them.

/** What a key does to the post one is at. */
export const POST_KEYS = {
  j: 'next',
  k: 'previous',
  o: 'open',
  l: 'like',
  b: 'repost',
  r: 'reply',
  f: 'bookmark',
} as const;

/** What a key does anywhere. */
export const PAGE_KEYS = { n: 'compose', '/': 'search', '?': 'help' } as const;

/** Where `g` and then a key leads. */
export const PLACE_KEYS = {
  h: 'home',
  c: 'community',
  e: 'explore',
  n: 'notifications',
  b: 'bookmarks',
  p: 'profile',
  s: 'settings',
} as const;

export type PostDeed = (typeof POST_KEYS)[keyof typeof POST_KEYS];
export type PageDeed = (typeof PAGE_KEYS)[keyof typeof PAGE_KEYS];
export type Place = (typeof PLACE_KEYS)[keyof typeof PLACE_KEYS];
