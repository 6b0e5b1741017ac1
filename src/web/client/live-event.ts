// What the server tells on /live, and what the tabs of a browser tell each other.

export interface Unseen {
  readonly since: string;
  /** Ids of posts: at most 40, which then means 40 or more. */
  readonly newer: readonly string[];
}

export interface Events {
  hello: {
    readonly stream: string;
    readonly unread: number;
    readonly home: Unseen | null;
    readonly community: Unseen | null;
  };
  home: { readonly id: string; readonly own: boolean };
  community: { readonly id: string; readonly own: boolean };
  notification: { readonly unread: number };
  counts: {
    readonly id: string;
    readonly likes: number;
    readonly reposts: number;
    readonly comments: number;
  };
  post: { readonly id: string; readonly changed?: boolean; readonly gone?: boolean };
  thread: { readonly id: string; readonly root: string; readonly parent: string; readonly own: boolean };
  end: { readonly reason: 'signed-out' | 'replaced' | 'restart' | 'gap' | 'slow' };
}

export type Kind = keyof Events;

export const KINDS: readonly Kind[] = [
  'hello',
  'home',
  'community',
  'notification',
  'counts',
  'post',
  'thread',
  'end',
];

/** One event with its name. */
export type Heard = { [K in Kind]: { readonly kind: K; readonly data: Events[K] } }[Kind];

/** What a tab shows: the posts whose counts it wants, and the newest of its feeds. */
export interface Shown {
  readonly posts: readonly string[];
  readonly home?: string;
  readonly community?: string;
}

/** Messages between tabs. The tab that holds the line tells what it hears; the others tell what they show. */
export type TabMessage =
  | { readonly to: 'all'; readonly heard: Heard }
  | { readonly to: 'all'; readonly asks: true }
  | { readonly to: 'leader'; readonly tab: string; readonly shown: Shown | null };
