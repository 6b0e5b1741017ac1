// All tabs of a browser share one line. Who holds the lock keeps it and tells the others what it hears; when
// that tab goes, another gets the lock. Both the lock and the channel must be let go before a page is frozen
// (docs/adr/0014).

import type { Heard, Shown, TabMessage } from './live-event.ts';
import { type Lead, takeLead } from './live-lead.ts';

export interface Tab {
  readonly viewer: string;
  hear(heard: Heard): void;
  shown(): Shown;
}

export interface Membership {
  /** Tells the tab that holds the line what this one shows now. */
  tell(): void;
  leave(): void;
}

/** Posts that are told again to a tab that joins: it has missed those that came while its page was loading. */
const MOST_RETOLD = 40;

/** Joins the tabs of this browser. */
export function joinTabs(tab: Tab): Membership {
  const name = `nexus-live-${tab.viewer}`;
  const me = String(Math.random());
  const left = new AbortController();
  const channel = new BroadcastChannel(name);
  const say = (message: TabMessage) => channel.postMessage(message);
  const others = new Map<string, Shown>();
  let lead: Lead | undefined;
  let lately: readonly Heard[] = [];

  function note(from: string, shown: Shown | null): void {
    // A tab that is new, or has been frozen, wants the counts even of posts that are watched already.
    if (!others.has(from)) {
      lead?.forget();
      if (shown !== null) for (const heard of lately) say({ to: 'all', heard });
    }
    if (shown === null) others.delete(from);
    else others.set(from, shown);
    lead?.watch();
  }
  function tell(): void {
    if (lead === undefined) say({ to: 'leader', tab: me, shown: tab.shown() });
    else lead.watch();
  }
  function hear(heard: Heard): void {
    if (heard.kind === 'home' || heard.kind === 'community') lately = [...lately, heard].slice(-MOST_RETOLD);
    tab.hear(heard);
    if (!left.signal.aborted) say({ to: 'all', heard });
  }

  channel.onmessage = ({ data }: MessageEvent<TabMessage>) => {
    if (data.to === 'leader') note(data.tab, data.shown);
    else if ('heard' in data) tab.hear(data.heard);
    else tell();
  };
  void whenFirst(name, left.signal, () => {
    say({ to: 'all', asks: true });
    lead = takeLead({ hear, all: () => [tab.shown(), ...others.values()] }, left.signal);
  });
  tell();
  return {
    tell,
    leave() {
      if (left.signal.aborted) return;
      say({ to: 'leader', tab: me, shown: null });
      left.abort();
      channel.close();
    },
  };
}

/** Calls once this tab holds the lock, and holds it until aborted. Without locks (plain http) each tab leads. */
async function whenFirst(name: string, signal: AbortSignal, lead: () => void): Promise<void> {
  const held = () =>
    new Promise<void>((resolve) => {
      lead();
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
  if (navigator.locks === undefined) return held();
  await navigator.locks.request(name, { signal }, held).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}
