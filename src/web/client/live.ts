// Keeps an open page true while things happen elsewhere: new posts, notifications, counts, edits.

import { showCounts } from './counts.ts';
import type { Feed } from './feed.ts';
import type { Events, Heard, Shown } from './live-event.ts';
import { showChanged, showGone } from './live-posts.ts';
import { watchShown } from './live-shown.ts';
import { joinTabs, type Membership } from './live-tabs.ts';
import { type News, newsOf } from './news.ts';
import { type Renewal, renewalOf } from './renewal.ts';
import { isLeaving } from './sign-out.ts';
import { showUnread, unreadAtFirst } from './unread.ts';

/** What things come into on this page. */
interface Scene {
  /** The feed's name. */
  readonly name: string | undefined;
  readonly news: News | undefined;
  readonly notes: Renewal | undefined;
  readonly thread: HTMLElement | null;
  readonly replies: Renewal | undefined;
}

let unread = 0;

/** Begins to listen, for a member. A page that is frozen listens no more and catches up when it is back. */
export function goLive(viewer: string): void {
  const scene = sceneOf(document.querySelector<Feed>('nx-feed[data-name]'));
  unread = unreadAtFirst();
  showUnread(unread);

  let membership: Membership | undefined;
  const posts = watchShown(() => membership?.tell());
  const shown = () => ({ posts: posts.ids(), ...newestOf(scene) });
  const join = () => {
    membership = joinTabs({ viewer, hear: (heard) => hear(heard, scene), shown });
  };
  addEventListener('pagehide', () => membership?.leave());
  addEventListener('pageshow', (event) => {
    if (!event.persisted) return;
    join();
    void scene.news?.count();
  });
  join();
}

function sceneOf(feed: Feed | null): Scene {
  const name = feed?.dataset.name;
  const thread = document.querySelector<HTMLElement>('[data-thread]');
  const counts = feed !== null && isTop() && (name === 'home' || name === 'community');
  return {
    name,
    news: counts ? newsOf(feed) : undefined,
    notes: feed !== null && name === 'notifications' ? renewalOf(feed, () => feed.forget()) : undefined,
    thread,
    replies: thread === null ? undefined : renewalOf(thread),
  };
}

/** Further pages of a feed have nothing newer above them but the pages before. */
const isTop = (): boolean => !/[?&](max|min|since)_id=/.test(location.search);

const newestOf = ({ name, news }: Scene): Omit<Shown, 'posts'> =>
  news && name ? { [name]: news.newest() } : {};

function hear({ kind, data }: Heard, scene: Scene): void {
  const { name, news, thread, replies } = scene;
  switch (kind) {
    case 'hello': {
      notified(data.unread, scene);
      const unseen = name === 'home' ? data.home : name === 'community' ? data.community : null;
      if (unseen !== null) news?.caughtUp(unseen);
      return;
    }
    case 'home':
    case 'community':
      if (kind === name && !data.own) news?.came(data.id);
      return;
    case 'notification':
      notified(data.unread, scene);
      return;
    case 'counts':
      showCounts(data.id, data);
      return;
    case 'post':
      if (data.gone) showGone(data.id);
      else void showChanged(data.id);
      return;
    case 'thread':
      if (!data.own && belongs(data, thread)) replies?.offer('client.new-comments');
      return;
    case 'end':
      if (data.reason === 'signed-out' && !isLeaving()) whenVisible(() => location.reload());
  }
}

/** Whether a comment belongs under the post of this page. */
const belongs = ({ root, parent }: Events['thread'], thread: HTMLElement | null): boolean =>
  thread !== null &&
  ([root, parent].includes(thread.dataset.thread ?? '') ||
    thread.querySelector(`[data-post="${CSS.escape(parent)}"]`) !== null);

function notified(count: number, { notes }: Scene): void {
  if (count > unread) notes?.offer('client.new-notifications');
  unread = count;
  showUnread(count);
}

function whenVisible(act: () => void): void {
  if (document.visibilityState === 'visible') act();
  else document.addEventListener('visibilitychange', act, { once: true });
}
