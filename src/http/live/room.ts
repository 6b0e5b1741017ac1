// The live streams of one community in this process: whose they are, and which posts they show.

import type { Watcher } from '../../feed/audience.ts';
import type { Id } from '../../utils/id.ts';
import type { EndReason, LiveEvent } from './event.ts';

/** One open stream. An edge makes it and writes its events on the wire. */
export interface LiveStream {
  /** Nobody can guess it. */
  readonly id: string;
  readonly viewerId: Id;
  readonly sessionId: Id;
  send(event: LiveEvent): void;
  /** Shows the reader, and what lies between, that the stream lives. */
  beat(): void;
  /** Tells the reader why and closes; the edge then leaves the hub. */
  end(reason: EndReason): void;
}

export class Room {
  readonly #streams = new Map<string, LiveStream>();
  readonly #byViewer = new Map<Id, Set<LiveStream>>();
  readonly #byPost = new Map<Id, Set<LiveStream>>();
  readonly #posts = new Map<LiveStream, readonly Id[]>();

  get size(): number {
    return this.#streams.size;
  }

  add(stream: LiveStream): void {
    this.#streams.set(stream.id, stream);
    put(this.#byViewer, stream.viewerId, stream);
  }

  remove(stream: LiveStream): void {
    this.#show(stream, []);
    this.#streams.delete(stream.id);
    this.#posts.delete(stream);
    take(this.#byViewer, stream.viewerId, stream);
  }

  all(): readonly LiveStream[] {
    return [...this.#streams.values()];
  }

  viewerIds(): readonly Id[] {
    return [...this.#byViewer.keys()];
  }

  /** A person's streams, the oldest first. */
  of(viewerId: Id): readonly LiveStream[] {
    return [...(this.#byViewer.get(viewerId) ?? [])];
  }

  /** Notes what a stream shows; whether it is one of this room and of this session. */
  watch(streamId: string, sessionId: Id, postIds: readonly Id[]): boolean {
    const stream = this.#streams.get(streamId);
    if (stream === undefined || stream.sessionId !== sessionId) return false;
    this.#show(stream, postIds);
    return true;
  }

  /** Who shows these posts: each person and post once. */
  watchers(postIds: Iterable<Id>): Watcher[] {
    const pairs: Watcher[] = [];
    for (const postId of new Set(postIds)) {
      const viewers = new Set([...(this.#byPost.get(postId) ?? [])].map((stream) => stream.viewerId));
      for (const viewerId of viewers) pairs.push({ viewerId, postId });
    }
    return pairs;
  }

  /** A person's streams that show a post. */
  showing({ viewerId, postId }: Watcher): readonly LiveStream[] {
    return [...(this.#byPost.get(postId) ?? [])].filter((stream) => stream.viewerId === viewerId);
  }

  #show(stream: LiveStream, postIds: readonly Id[]): void {
    for (const id of this.#posts.get(stream) ?? []) take(this.#byPost, id, stream);
    for (const id of postIds) put(this.#byPost, id, stream);
    this.#posts.set(stream, postIds);
  }
}

function put<Key>(map: Map<Key, Set<LiveStream>>, key: Key, stream: LiveStream): void {
  const others = map.get(key);
  if (others === undefined) map.set(key, new Set([stream]));
  else others.add(stream);
}

function take<Key>(map: Map<Key, Set<LiveStream>>, key: Key, stream: LiveStream): void {
  const others = map.get(key);
  others?.delete(stream);
  if (others?.size === 0) map.delete(key);
}
