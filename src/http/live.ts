// The live hub: every stream open in this process, of any edge. It bounds how many there are, gives each
// community with streams a desk that hears the bus, keeps streams alive, and ends those whose session is over.

import { announce, type Ctx } from '../context.ts';
import { contextFor, type Deployment } from '../deployment.ts';
import { shownPosts } from '../feed/audience.ts';
import type { Id } from '../utils/id.ts';
import { liveStreams } from '../utils/metrics.ts';
import { countsOf } from './live/deliver.ts';
import { Desk } from './live/desk.ts';
import type { Counts } from './live/event.ts';
import type { LiveStream } from './live/room.ts';

export interface HubLimits {
  /** Streams of one person in this process: the oldest gives way. */
  readonly perPerson: number;
  readonly perProcess: number;
  /** Milliseconds between heartbeats, and between looks at all sessions. */
  readonly beat: number;
  readonly recheck: number;
}

export const HUB_LIMITS: HubLimits = { perPerson: 8, perProcess: 5000, beat: 25_000, recheck: 30_000 };

export class Hub {
  readonly #deployment: Deployment;
  readonly #limits: HubLimits;
  readonly #desks = new Map<number, Desk>();
  readonly #timers: readonly NodeJS.Timeout[];
  #size = 0;
  #closed = false;

  constructor(deployment: Deployment, limits: HubLimits = HUB_LIMITS) {
    this.#deployment = deployment;
    this.#limits = limits;
    this.#timers = [
      setInterval(() => this.#beat(), limits.beat).unref(),
      setInterval(() => this.#recheck(), limits.recheck).unref(),
    ];
  }

  /** Whether the process takes another stream. */
  get open(): boolean {
    return !this.#closed && this.#size < this.#limits.perProcess;
  }

  /** Tells the stream from now on what concerns its person; gives what must be called when it is over. */
  join(ctx: Ctx, stream: LiveStream): () => void {
    const { room } = this.#deskOf(ctx.tenant.id);
    const others = room.of(stream.viewerId);
    for (const old of others.slice(0, Math.max(0, others.length - this.#limits.perPerson + 1)))
      old.end('replaced');
    room.add(stream);
    liveStreams.set(++this.#size);
    let left = false;
    return () => {
      if (left) return;
      left = true;
      room.remove(stream);
      liveStreams.set(--this.#size);
      if (room.size === 0) this.#closeDesk(ctx.tenant.id, room);
    };
  }

  /**
   * Notes which posts a stream of the viewer's session shows, whichever process holds it, and gives their
   * present counts: of those that the viewer may see.
   */
  async watch(ctx: Ctx, viewerId: Id, sessionId: Id, stream: string, ids: readonly Id[]): Promise<Counts[]> {
    const rows = await shownPosts(
      ctx,
      ids.map((postId) => ({ viewerId, postId })),
    );
    const postIds = rows.map((row) => row.postId);
    if (this.#desks.get(ctx.tenant.id)?.room.watch(stream, sessionId, postIds) !== true)
      announce(ctx, { kind: 'watching', stream, sessionId, postIds });
    return rows.map(countsOf);
  }

  /** Ends every stream, with the advice to come back; takes no more. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const timer of this.#timers) clearInterval(timer);
    const desks = [...this.#desks.values()];
    for (const desk of desks) for (const stream of desk.room.all()) stream.end('restart');
    await Promise.all(desks.map((desk) => desk.close()));
  }

  #deskOf(tenantId: number): Desk {
    const known = this.#desks.get(tenantId);
    if (known !== undefined) return known;
    const { bus, log, directory } = this.#deployment;
    const context = () => {
      const tenant = directory.byId(tenantId);
      return tenant?.status === 'active' ? contextFor(this.#deployment, tenant) : null;
    };
    const desk = new Desk({ tenantId, bus, log, context });
    this.#desks.set(tenantId, desk);
    return desk;
  }

  #closeDesk(tenantId: number, room: Desk['room']): void {
    const desk = this.#desks.get(tenantId);
    if (desk?.room !== room) return;
    this.#desks.delete(tenantId);
    void desk.close();
  }

  #beat(): void {
    for (const desk of this.#desks.values()) for (const stream of desk.room.all()) stream.beat();
  }

  #recheck(): void {
    for (const desk of this.#desks.values()) desk.recheck();
  }
}
