// Which Nexus this is, and which Mastodon API it speaks.

import pkg from '../../package.json' with { type: 'json' };

export const NEXUS_VERSION: string = pkg.version;

/** The documented version of the client API that the routes follow. */
export const MASTODON_API = '4.6.0';

/** Clients cut at the space; it must begin with a plain Mastodon version. */
export const COMPATIBLE_VERSION = `${MASTODON_API} (compatible; Nexus ${NEXUS_VERSION})`;
