// What has been announced and not yet told. However often a post is liked in a moment, it is asked about once.

import type { Message } from '../../utils/bus/message.ts';
import type { Id } from '../../utils/id.ts';

type PostMade = Extract<Message, { kind: 'post-made' }>;

export class Pending {
  /** First posts, and comments with what they answer. */
  readonly posts = new Set<Id>();
  readonly comments = new Map<Id, PostMade & { readonly parentId: Id }>();
  readonly home = new Set<Id>();
  readonly changed = new Set<Id>();
  readonly counts = new Set<Id>();
  /** Deleted posts and their authors. */
  readonly gone = new Map<Id, Id>();
  /** People. */
  readonly inboxes = new Set<Id>();
  readonly access = new Set<Id>();

  get size(): number {
    return this.#all().reduce((sum, { size }) => sum + size, 0);
  }

  clear(): void {
    for (const one of this.#all()) one.clear();
  }

  add(message: Message): void {
    switch (message.kind) {
      case 'post-made':
        if (message.parentId === null) this.posts.add(message.postId);
        else this.comments.set(message.postId, { ...message, parentId: message.parentId });
        break;
      case 'home-filled':
        this.home.add(message.postId);
        break;
      case 'post-changed':
        this.changed.add(message.postId);
        break;
      case 'counts-changed':
        this.counts.add(message.postId);
        break;
      case 'post-gone':
        this.gone.set(message.postId, message.authorId);
        break;
      case 'inbox-changed':
        for (const userId of message.userIds) this.inboxes.add(userId);
        break;
      case 'access-changed':
        this.access.add(message.userId);
        break;
    }
  }

  #all(): readonly { readonly size: number; clear(): void }[] {
    return [
      ...[this.posts, this.comments, this.home, this.changed],
      ...[this.counts, this.gone, this.inboxes, this.access],
    ];
  }
}

/** Takes up to `most` out, the oldest first; the rest waits for the next turn. */
export function takeSome(waiting: Pick<Map<Id, unknown>, 'keys' | 'delete'>, most: number): Id[] {
  const taken = [...waiting.keys().take(most)];
  for (const id of taken) waiting.delete(id);
  return taken;
}
