// What a Status entity says that changes only with the post's version.

import type { PostBody } from '../../post/body.ts';
import { mediaAttachmentEntity } from './media-attachment.ts';
import { mentionEntity } from './mention.ts';
import { statusTagEntity } from './tag.ts';

// Keyed by the body, which is replaced with every version and belongs to one community. The origin is
// checked as well: it changes with the community's domain.
const serialised = new WeakMap<PostBody, { origin: string; json: string }>();

/** What a status says as JSON, without its closing brace; serialised once per version. */
export function bodyJson(origin: string, body: PostBody, username: string): string {
  const known = serialised.get(body);
  if (known?.origin === origin) return known.json;
  const json = JSON.stringify(bodyPart(origin, body, username)).slice(0, -1);
  serialised.set(body, { origin, json });
  return json;
}

/** What a status says, as an object. */
export function bodyPart(origin: string, body: PostBody, username: string) {
  return {
    id: body.id,
    uri: `${origin}/users/${username}/statuses/${body.id}`,
    url: `${origin}/@${username}/${body.id}`,
    created_at: body.createdAt.toISOString(),
    edited_at: body.editedAt?.toISOString() ?? null,
    content: body.html,
    sensitive: body.sensitive,
    spoiler_text: body.spoilerText,
    language: body.language,
    media_attachments: body.media.map((media) => mediaAttachmentEntity(origin, media)),
    ...(body.app !== null && { application: body.app }),
    mentions: body.mentions.map((mention) => mentionEntity(origin, mention)),
    tags: body.tags.map((tag) => statusTagEntity(origin, tag.name)),
    emojis: [],
    quotes_count: 0,
    quote_approval: { automatic: [], manual: [], current_user: 'denied' },
    poll: null,
    card: null,
    quote: null,
    tagged_collections: [],
  };
}
