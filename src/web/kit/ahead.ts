// Which pages a browser may load before they are asked for: when a pointer rests on their link, or a finger is put
// there (speculation rules, HTML 7.6). Named by a header of each page, since scripts within pages are not allowed.

/** Pages for reading. Not the notifications, which are read by being opened. */
const READING = ['/', '/home', '/community', '/explore*', '/tags/*', '/@*', '/bookmarks', '/search'];
/** Of people and posts: what asks before it does something, and files. */
const NOT_READING = ['/@*/edit', '/@*/delete', '/@*/mute', '/@*/block', '/@*.rss'];

const RULES = {
  prefetch: [
    {
      source: 'document',
      where: {
        and: [
          { href_matches: READING },
          { not: { href_matches: NOT_READING } },
          { not: { selector_matches: '[rel~="nofollow"], [target]' } },
        ],
      },
      eagerness: 'moderate',
    },
  ],
};

export const AHEAD_RULES: Buffer = Buffer.from(JSON.stringify(RULES));
