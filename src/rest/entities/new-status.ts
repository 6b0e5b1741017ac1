// What a client sends to post or edit a status, in the domain's words.

import { type Static, Type } from 'typebox';
import type { NewPost } from '../../post/draft.ts';
import type { PostPatch } from '../../post/revision.ts';
import { invalid } from '../../utils/error.ts';
import { readVisibility, VISIBILITIES, type WireVisibility } from './visibility.ts';

/** Refused when sent, so that nobody believes it done. */
const UNSUPPORTED = {
  poll: 'Polls',
  scheduled_at: 'Scheduled statuses',
  quoted_status_id: 'Quotes',
} as const;

const refused = (what: string) =>
  Type.Optional(Type.Unknown({ description: `${what} are not supported: 422.` }));

const WORDS = {
  status: Type.Optional(Type.String({ description: 'May be empty only with media.' })),
  spoiler_text: Type.Optional(
    Type.String({ description: 'A warning shown instead of the text, until opened.' }),
  ),
  sensitive: Type.Optional(Type.Boolean()),
  language: Type.Optional(Type.String({ description: 'A code such as en or pt-BR.' })),
  media_ids: Type.Optional(Type.Array(Type.String(), { description: "The author's own uploads, in order." })),
  poll: refused(UNSUPPORTED.poll),
};

export const NEW_STATUS = Type.Object({
  ...WORDS,
  in_reply_to_id: Type.Optional(Type.String()),
  visibility: Type.Optional(Type.Unsafe<WireVisibility>({ type: 'string', enum: [...VISIBILITIES] })),
  scheduled_at: refused(UNSUPPORTED.scheduled_at),
  quoted_status_id: refused(UNSUPPORTED.quoted_status_id),
});

export const STATUS_PATCH = Type.Object({
  ...WORDS,
  media_attributes: Type.Optional(
    Type.Array(
      Type.Object({
        id: Type.String(),
        description: Type.Optional(Type.String()),
        focus: Type.Optional(Type.String({ description: '"x,y", each from -1.0 to 1.0.' })),
      }),
    ),
  ),
});

/** A new post, from the body and the Idempotency-Key header. */
export function readNewStatus(body: Static<typeof NEW_STATUS>, key: string | string[] | undefined): NewPost {
  refuseUnsupported(body);
  return {
    ...readWords(body),
    text: body.status ?? '',
    parentId: body.in_reply_to_id || undefined,
    visibility: body.visibility && readVisibility(body.visibility),
    idempotencyKey: typeof key === 'string' ? key : undefined,
  };
}

/** An edit; what is absent stays. */
export function readStatusPatch(body: Static<typeof STATUS_PATCH>): PostPatch {
  refuseUnsupported(body);
  return {
    ...readWords(body),
    text: body.status,
    mediaPatches: body.media_attributes?.map(({ id, description, focus }) => ({
      id,
      description,
      focus: focus ? readFocus(focus) : undefined,
    })),
  };
}

const readWords = (body: Omit<Static<typeof STATUS_PATCH>, 'media_attributes'>) => ({
  spoilerText: body.spoiler_text,
  sensitive: body.sensitive,
  language: body.language,
  mediaIds: body.media_ids,
});

function readFocus(focus: string) {
  const [x = Number.NaN, y = Number.NaN] = focus.split(',').map(Number.parseFloat);
  return { x, y };
}

function refuseUnsupported(body: Readonly<Record<string, unknown>>): void {
  for (const [field, what] of Object.entries(UNSUPPORTED)) {
    if (body[field] !== undefined && body[field] !== '') {
      throw invalid(field, 'unsupported', `cannot be set: ${what.toLowerCase()} are not supported here`);
    }
  }
}
