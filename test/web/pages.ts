// Every page there is, on the demo content: what the gallery, the accessibility check and the journeys walk through.

import type { Ask } from './demo.ts';

export interface WebPage {
  readonly name: string;
  readonly path: string;
  /** Whose eyes: a visitor's, or those of a member of the demo. */
  readonly as: 'visitor' | 'ada' | 'ben';
}

interface Status {
  readonly id: string;
  readonly account: { readonly acct: string };
  readonly replies_count: number;
  readonly favourites_count: number;
  readonly reblogs_count: number;
}

const page = (name: string, path: string, as: WebPage['as'] = 'ada'): WebPage => ({ name, path, as });

/** The pages, with the addresses of posts that have comments, likes and reposts; `ask` speaks to the API as ada. */
export async function webPages(ask: Ask): Promise<WebPage[]> {
  const posts = (await ask('/api/v1/timelines/public?local=true&limit=40')) as Status[];
  const own = at(posts.find(({ account }) => account.acct === 'ada')!);
  const thread = mostBy(posts, 'replies_count');
  return [
    ...visitorPages(thread),
    ...FEEDS,
    page('thread', thread),
    page('likes-of-post', `${mostBy(posts, 'favourites_count')}/likes`),
    page('reposts-of-post', `${mostBy(posts, 'reblogs_count')}/reposts`),
    page('history-of-post', `${await editedPost(ask)}/history`),
    page('edit-post', `${own}/edit`),
    page('delete-post', `${own}/delete`),
    page('embed-code', `${thread}/embed-code`),
    page('embed', `${thread}/embed`, 'visitor'),
    ...PROFILES,
    page('notification-request', await requestPage(ask)),
    page('compose', '/compose'),
    page('compose-reply', `/compose?reply=${thread.split('/').at(-1)}`),
    ...SETTINGS,
    page('consent', await consentPath(ask)),
    page('sign-out', '/sign-out'),
    page('keyboard', '/keyboard'),
    page('styleguide', '/styleguide'),
  ];
}

const at = ({ account, id }: Status): string => `/@${account.acct}/${id}`;

function mostBy(posts: readonly Status[], count: `${'replies' | 'favourites' | 'reblogs'}_count`): string {
  return at(posts.toSorted((a, b) => b[count] - a[count])[0]!);
}

const visitorPages = (thread: string): WebPage[] => [
  page('front', '/', 'visitor'),
  page('sign-in', '/sign-in', 'visitor'),
  page('sign-up', '/sign-up', 'visitor'),
  page('reset', '/reset', 'visitor'),
  page('reset-password', '/reset/confirm?secret=of-no-mail', 'visitor'),
  page('confirm', '/confirm?secret=of-no-mail', 'visitor'),
  page('confirm-address', '/settings/email/confirm?secret=of-no-mail', 'visitor'),
  page('confirm-again', '/confirm/again', 'visitor'),
  page('community-visitor', '/community', 'visitor'),
  page('explore-visitor', '/explore', 'visitor'),
  page('thread-visitor', thread, 'visitor'),
  page('profile-visitor', '/@ben', 'visitor'),
  page('profile-locked', '/@grace', 'visitor'),
  page('about', '/about', 'visitor'),
  page('status', '/status', 'visitor'),
  page('mail', '/mail', 'visitor'),
  page('offline', '/offline', 'visitor'),
  page('not-found', '/@nobody-of-this-name', 'visitor'),
  page('consent-refused', '/oauth/authorize', 'visitor'),
];

const FEEDS: readonly WebPage[] = [
  page('home', '/home'),
  page('home-first-day', '/home', 'ben'),
  page('community', '/community'),
  page('explore', '/explore'),
  page('explore-people', '/explore/people'),
  page('explore-suggested', '/explore/suggested'),
  page('explore-tags', '/explore/tags'),
  page('followed-tags', '/explore/followed-tags'),
  page('tag', '/tags/bread'),
  page('tag-empty', '/tags/nobodyeverwrotethis'),
  page('search', '/search?q=harbour'),
  page('search-first', '/search'),
  page('search-people', '/search?q=a&type=people'),
  page('search-nothing', '/search?q=zzzzzz'),
  page('notifications', '/notifications'),
  page('notifications-mentions', '/notifications?tab=mentions'),
  page('notifications-clear', '/notifications/clear'),
  page('notification-requests', '/notifications/requests'),
  page('bookmarks', '/bookmarks'),
  page('bookmarks-empty', '/bookmarks', 'ben'),
  page('likes', '/likes'),
];

const PROFILES: readonly WebPage[] = [
  page('profile', '/@ben'),
  page('profile-own', '/@ada'),
  page('profile-long', '/@worku'),
  page('profile-request', '/@grace', 'ben'),
  page('profile-comments', '/@ben/comments'),
  page('profile-media', '/@worku/media'),
  page('profile-likes', '/@ada/likes'),
  page('followers', '/@ada/followers'),
  page('following', '/@ada/following'),
  page('mute', '/@ben/mute'),
  page('block', '/@ben/block'),
  page('follow-requests', '/follow-requests'),
];

const SETTINGS: readonly WebPage[] = [
  page('settings', '/settings'),
  ...[
    'profile',
    'account',
    'security',
    'applications',
    'applications/tokens',
    'privacy',
    'privacy/blocked',
    'privacy/muted',
    'appearance',
    'language',
    'notifications',
    'community',
  ].map((section) => page(`settings-${section.replace('/', '-')}`, `/settings/${section}`)),
  page('settings-account-delete', '/settings/account/delete', 'ben'),
];

/** A post of ada's that she has mended. */
async function editedPost(ask: Ask): Promise<string> {
  const status = 'The ferry leaves at seven; bring a coat and a book.';
  const post = (await ask('/api/v1/statuses', { status, visibility: 'unlisted' })) as Status;
  await ask(`/api/v1/statuses/${post.id}`, { status: status.replace('seven', 'half past seven') }, 'PUT');
  return at(post);
}

/** What is held back for ada of the one she does not know. */
async function requestPage(ask: Ask): Promise<string> {
  const [request] = (await ask('/api/v1/notifications/requests')) as { account: { id: string } }[];
  return `/notifications/requests/${request?.account.id}`;
}

/** Where an app of her own asks for access. */
async function consentPath(ask: Ask): Promise<string> {
  const redirect_uri = 'https://app.example.org/done';
  const asked = { client_name: 'Tusk', redirect_uris: redirect_uri, scopes: 'read write follow push' };
  const app = (await ask('/api/v1/apps', asked)) as { client_id: string };
  const query = { response_type: 'code', client_id: app.client_id, redirect_uri, scope: 'read write' };
  return `/oauth/authorize?${new URLSearchParams(query)}`;
}
