// Where the service worker is, whose folder is the whole site, and the page it shows without a network.

export const WORKER = '/service-worker.js';
export const OFFLINE = '/offline';
/** What other sites load to show posts of ours. */
export const EMBED_SCRIPT = '/embed.js';
