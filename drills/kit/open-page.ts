// A browser with a page open: it hears /live, comes back when the stream ends, and reads what the greeting says is newer
// than what its feed holds, as the page's script does. Being told of a post puts nothing into the feed.

import { once } from 'node:events';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Member } from './people.ts';

/** Milliseconds before it comes again. */
const PAUSE = 500;

export interface OpenPage {
  /** Posts of the community that it has been shown, and when. */
  readonly shown: ReadonlyMap<string, number>;
  /** How often its stream ended. */
  readonly ended: number;
  close(): void;
}

/** Opens the stream; `since` is a post that it shows already. */
export function openPage(address: string, member: Member, since: string): OpenPage {
  const shown = new Map<string, number>();
  const state = { open: true, ended: 0, newest: since, sent: undefined as ClientRequest | undefined };
  const show = (id: string) => {
    if (!shown.has(id)) shown.set(id, Date.now());
  };
  const hear = async () => {
    const path = `/live?community=${state.newest}`;
    state.sent = request(`${address}${path}`, { headers: { cookie: member.cookie }, agent: false });
    state.sent.end();
    const [response] = (await once(state.sent, 'response')) as [IncomingMessage];
    for await (const { event, data } of eventsOf(response)) {
      if (event === 'community') show(String(data.id));
      const missed = data.community as { newer: readonly string[] } | null;
      if (event !== 'hello' || missed === null || missed.newer.length === 0) continue;
      for (const id of await readNewer(address, member, state.newest)) {
        show(id);
        state.newest = id;
      }
    }
  };
  void (async () => {
    while (state.open) {
      // A server that is away cuts the stream, or refuses it: the browser tries again.
      await hear().catch(() => undefined);
      state.ended++;
      await sleep(PAUSE);
    }
  })();
  return {
    shown,
    get ended() {
      return state.ended;
    },
    close() {
      state.open = false;
      state.sent?.destroy();
    },
  };
}

async function* eventsOf(response: IncomingMessage) {
  let text = '';
  for await (const part of response.setEncoding('utf8')) {
    text += part;
    const blocks = text.split('\n\n');
    text = blocks.pop()!;
    for (const block of blocks) {
      const { event, data } = /^event: (?<event>.+)\ndata: (?<data>.+)$/.exec(block)?.groups ?? {};
      if (event !== undefined) yield { event, data: JSON.parse(data!) as Record<string, unknown> };
    }
  }
}

/** Everything newer than a post, page by page. */
async function readNewer(address: string, { token }: Member, since: string): Promise<string[]> {
  const ids: string[] = [];
  for (let newest = since; ; newest = ids.at(-1)!) {
    const answer = await fetch(`${address}/api/v1/timelines/public?limit=40&min_id=${newest}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const page = (await answer.json()) as { id: string }[];
    if (page.length === 0) return ids;
    ids.push(...page.map(({ id }) => id).reverse());
  }
}
