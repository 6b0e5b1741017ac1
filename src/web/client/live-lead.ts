// What the tab does that holds the line for all tabs of the browser.

import type { Heard, Shown } from './live-event.ts';
import { keepLine } from './live-line.ts';
import { orNothing } from './refused.ts';
import { reach } from './send.ts';

export interface Lead {
  /** Tells the server soon what all tabs show, if that has changed. */
  watch(): void;
  /** Lets the next `watch` ask even if nothing has changed. */
  forget(): void;
}

interface Tabs {
  hear(heard: Heard): void;
  /** What each tab shows, this one first. */
  all(): readonly Shown[];
}

const MOST_WATCHED = 200;
const SOON = 500;

/** Keeps the line until aborted. */
export function takeLead(tabs: Tabs, signal: AbortSignal): Lead {
  let stream: string | undefined;
  let watched = '';
  let waiting = false;

  async function tellServer(): Promise<void> {
    waiting = false;
    const posts = [...new Set(tabs.all().flatMap((shown) => shown.posts))].slice(0, MOST_WATCHED);
    const wanted = JSON.stringify({ stream, posts });
    if (stream === undefined || wanted === watched || signal.aborted) return;
    watched = wanted;
    for (const heard of await askCounts(wanted, posts)) tabs.hear(heard);
  }
  function watch(): void {
    if (!waiting) setTimeout(tellServer, SOON);
    waiting = true;
  }
  function hear(heard: Heard): void {
    if (heard.kind === 'hello') {
      stream = heard.data.stream;
      watch();
    }
    tabs.hear(heard);
  }

  void keepLine({ address: () => addressFor(tabs.all()), hear }, signal);
  return {
    watch,
    forget() {
      watched = '';
    },
  };
}

/** The line catches up from the first tab's feeds; a tab that shows others counts for itself. */
function addressFor(all: readonly Shown[]): string {
  const query = new URLSearchParams();
  for (const feed of ['home', 'community'] as const) {
    const newest = all.map((shown) => shown[feed]).find((id) => id !== undefined);
    if (newest !== undefined) query.set(feed, newest);
  }
  return `/live?${query}`;
}

interface Watched {
  readonly posts?: readonly { id: string; likes: number; reposts: number; comments: number }[];
}

/** Tells the server what is shown. Its answer is what has changed before; a post that is not in it is gone. */
async function askCounts(body: string, posts: readonly string[]): Promise<Heard[]> {
  const headers = { 'Content-Type': 'application/json' };
  const response = await orNothing(reach('/live/watch', { method: 'POST', body, headers }));
  if (response?.ok !== true) return [];
  const present = ((await response.json()) as Watched).posts ?? [];
  const ids = new Set(present.map(({ id }) => id));
  const gone = posts.filter((id) => !ids.has(id));
  return [
    ...present.map((data): Heard => ({ kind: 'counts', data })),
    ...gone.map((id): Heard => ({ kind: 'post', data: { id, gone: true } })),
  ];
}
