// What a live stream tells its person. Events hold ids and numbers, never text: what they point at is fetched
// under the rules of reading.

import type { Id } from '../../utils/id.ts';

/** Ids of the posts newer than `since`, 40 at most: one that is told once more is not counted twice. */
export interface Newer {
  readonly since: Id;
  readonly newer: readonly string[];
}

/** A post that came, and whether the viewer wrote it. */
export interface Came {
  readonly id: Id;
  readonly own: boolean;
}

/**
 * Why the server ends a stream. signed-out: the session is over. replaced: the person has opened too many.
 * restart: the process stops. gap: something may have been missed.
 */
export type EndReason = 'signed-out' | 'replaced' | 'restart' | 'gap';

export type LiveEvent =
  | {
      readonly event: 'hello';
      readonly data: {
        readonly stream: string;
        readonly unread: number;
        readonly home: Newer | null;
        readonly community: Newer | null;
      };
    }
  | { readonly event: 'home' | 'community'; readonly data: Came }
  | { readonly event: 'thread'; readonly data: Came & { readonly root: Id; readonly parent: Id } }
  | { readonly event: 'notification'; readonly data: { readonly unread: number } }
  | { readonly event: 'counts'; readonly data: Counts }
  | {
      readonly event: 'post';
      readonly data: { id: Id; changed: true; version: number } | { id: Id; gone: true };
    };

export interface Counts {
  readonly id: Id;
  readonly likes: number;
  readonly reposts: number;
  readonly comments: number;
  readonly version: number;
}
