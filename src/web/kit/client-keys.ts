// The texts the page's script shows.

import type { MessageKey } from '../../utils/messages/catalogue.ts';

export const CLIENT_KEYS = [
  'client.close',
  'client.dismiss',
  'client.failed',
  'client.like',
  'client.like-count',
  'client.link-copied',
  'client.new-comments',
  'client.new-notifications',
  'client.new-posts',
  'client.new-posts-many',
  'client.next',
  'client.offline',
  'client.open-picture',
  'client.picture-of',
  'client.post-gone',
  'client.previous',
  'client.reply',
  'client.reply-count',
  'client.repost',
  'client.repost-count',
  'client.unread',
  'client.viewer',
  'client.zoom-in',
  'client.zoom-out',
] as const satisfies readonly MessageKey[];
