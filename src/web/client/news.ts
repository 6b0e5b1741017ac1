// "12 new posts" above a feed: quiet, never a jump; they come when one asks for them.

import type { Feed } from './feed.ts';
import { focusOn } from './focus.ts';
import { fetchFragment } from './fragment.ts';
import { isNewer } from './ids.ts';
import type { Unseen } from './live-event.ts';
import { newerButton } from './newer-button.ts';
import { message } from './page.ts';
import { orNothing } from './refused.ts';

/** So many are counted; then it says "or more". */
const MOST = 40;

export interface News {
  /** The newest post that the feed shows. */
  newest(): string;
  came(id: string): void;
  /** After a time without a line: what has come from `since` on. It may be told of once more. */
  caughtUp(unseen: Unseen): void;
  /** Counts anew, by asking for the newer posts. */
  count(): Promise<void>;
}

/** Counts what is new to a feed of posts, and brings it on demand. */
export function newsOf(feed: Feed): News {
  const waiting = new Set<string>();
  const button = newerButton(feed, bring);
  const newest = () => feed.dataset.newest ?? '0';

  function show(): void {
    const n = waiting.size;
    if (n === 0) button.hide();
    else
      button.show(message(n < MOST ? 'client.new-posts' : 'client.new-posts-many', { n: Math.min(n, MOST) }));
  }

  function reset(ids: readonly string[] = []): void {
    waiting.clear();
    for (const id of ids) waiting.add(id);
    show();
  }

  async function bring(): Promise<void> {
    const first = feed.putOnTop(await fetchFragment(topOf(location)));
    const cursor = feed.querySelector<HTMLElement>(':scope > [data-cursor]')?.dataset.cursor;
    if (cursor !== undefined) feed.dataset.newest = cursor;
    reset();
    scrollTo({ top: 0, behavior: 'instant' });
    focusOn(first);
  }

  async function count(): Promise<void> {
    const cards = await fetchFragment(`${topOf(location)}?min_id=${newest()}`);
    reset([...cards.querySelectorAll<HTMLElement>('[data-cursor]')].map(({ dataset }) => dataset.cursor!));
  }

  return {
    newest,
    came(id) {
      if (!isNewer(id, newest())) return;
      waiting.add(id);
      show();
    },
    caughtUp({ since, newer }) {
      if (since === newest()) reset(newer);
      else if (newer.length > 0) void orNothing(count());
    },
    async count() {
      await orNothing(count());
    },
  };
}

/** The address of the feed's first page. */
const topOf = ({ pathname }: Location): string => pathname;
