// What processes tell each other. A message names what changed by its ids and never says what it is now:
// who hears it asks the database, under the rules that hold for everybody. It may be lost, and may come twice.

import type { Id } from '../id.ts';

export type Message =
  /** A post or comment was written: it may be in the community feed, or under a post on show. */
  | { kind: 'post-made'; postId: Id; rootId: Id; parentId: Id | null }
  /** A post or repost is in the home feeds of its readers. */
  | { kind: 'home-filled'; postId: Id }
  /** The text of a post changed, or what goes with it. */
  | { kind: 'post-changed'; postId: Id }
  | { kind: 'post-gone'; postId: Id; authorId: Id }
  /** Likes, reposts or comments of a post were added or taken back. */
  | { kind: 'counts-changed'; postId: Id }
  /** Notifications of these people came, went or were read. */
  | { kind: 'inbox-changed'; userIds: readonly Id[] }
  /** What everybody may see of a person changed, or the person is to be seen no more. */
  | { kind: 'person-changed'; userId: Id }
  /** Sessions of a person may have ended. */
  | { kind: 'access-changed'; userId: Id }
  /** A live stream shows these posts now; whichever process holds it takes note. */
  | { kind: 'watching'; stream: string; sessionId: Id; postIds: readonly Id[] };
