// A reader of live events, as a browser is one: when its stream ends it opens another after the pause it was told, and
// reads again what it may have missed.

import type { ClientRequest, IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Member } from './crowd.ts';
import { type Client, makeClient } from './load.ts';
import type { Trial } from './trial.ts';

/** Posts read once more before the newest known: one may be committed after another with a higher id. */
const OVERLAP = 200;

export interface ReaderOptions {
  readonly address: string;
  readonly ca: string;
  readonly member: Member;
}

export class LiveReader {
  /** Ids of the posts it knows of, by an event or by reading. */
  readonly known = new Set<string>();
  /** Streams it has opened. */
  opened = 0;
  readonly #options: ReaderOptions;
  readonly #client: Client;
  #pause = 3000;
  #request: ClientRequest | undefined;
  #over = false;

  constructor(trial: Trial, options: ReaderOptions) {
    this.#options = options;
    this.#client = makeClient({ address: options.address, ca: options.ca, connections: 1 });
    trial.atEnd(() => this.stop());
    void this.#keepReading();
  }

  stop(): void {
    this.#over = true;
    this.#request?.destroy();
    this.#client.close();
  }

  async #keepReading(): Promise<void> {
    while (!this.#over) {
      try {
        await this.#listen();
      } catch (error) {
        if (!isLostLine(error)) throw error;
      }
      await sleep(this.#pause);
    }
  }

  /** Opens a stream and hears it to its end. */
  async #listen(): Promise<void> {
    const { address, ca, member } = this.#options;
    const { hostname, port } = new URL(address);
    const headers = { cookie: `__Host-session=${member.token}` };
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    this.#request = request({ hostname, port, ca, path: '/live', headers, agent: false }, resolve);
    this.#request.on('error', reject).end();
    const answer = await promise;
    if (answer.statusCode !== 200) return void answer.resume();
    this.opened++;
    let rest = '';
    for await (const part of answer.setEncoding('utf8')) {
      const blocks = (rest + part).split('\n\n');
      rest = blocks.pop()!;
      for (const block of blocks) await this.#hear(block);
    }
  }

  async #hear(block: string): Promise<void> {
    const [, pause] = /^retry: (\d+)$/m.exec(block) ?? [];
    if (pause !== undefined) this.#pause = Number(pause);
    const [, event, data] = /^event: (.+)\ndata: (.+)$/m.exec(block) ?? [];
    if (event === 'hello') await this.#catchUp();
    if (event === 'community') this.known.add((JSON.parse(data!) as { id: string }).id);
  }

  async #catchUp(): Promise<void> {
    const ids = [...this.known].sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
    for (let since = ids.at(-OVERLAP) ?? '0'; ; ) {
      const path = `/api/v1/timelines/public?local=true&limit=40&min_id=${since}`;
      const answer = await this.#client.ask({ kind: 'read', path, token: this.#options.member.token });
      // It has not caught up: it opens another stream and tries again.
      if (answer.status !== 200) return void this.#request?.destroy();
      const page = (JSON.parse(answer.body) as { id: string }[]).map(({ id }) => id);
      for (const id of page) this.known.add(id);
      if (page.length < 40) return;
      since = page[0]!;
    }
  }
}

/** A line that was cut or refused is opened again; anything else is a fault of the drill. */
const isLostLine = (error: unknown): boolean =>
  ['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE'].includes(
    (error as NodeJS.ErrnoException).code ?? '',
  );
