// Attachments before their post exists: upload, describe, look at, throw away.

import { Type } from 'typebox';
import type { Ctx } from '../context.ts';
import { deleteMedia } from '../media/delete.ts';
import { type MediaPatch, updateMedia } from '../media/describe.ts';
import { type Media, mediaById } from '../media/media.ts';
import { uploadMedia } from '../media/upload.ts';
import { invalid, notFound } from '../utils/error.ts';
import { MEDIA_ATTACHMENT, mediaAttachmentEntity } from './entities/media-attachment.ts';
import { EMPTY, type Input, type RestApp, route } from './kit/route.ts';

const PATCH = Type.Object({
  description: Type.Optional(
    Type.String({ description: 'Alternative text for people who cannot see the picture.' }),
  ),
  focus: Type.Optional(
    Type.String({ description: 'The point to keep in view: "x,y", each from -1.0 to 1.0.' }),
  ),
});
const ID = Type.Object({ id: Type.String() });

const COMMON = { tag: 'media', token: 'user', scope: 'write:media' } as const;
const GIVES_MEDIA = { ...COMMON, response: MEDIA_ATTACHMENT } as const;

/** `POST /api/v2/media`, its older form, and `/api/v1/media/:id`. */
export const mediaRoutes = (app: RestApp): void => {
  // Pictures are done when the answer is sent, so the newer form never answers 202. Elk uses the older.
  for (const path of ['/api/v2/media', '/api/v1/media']) {
    const limit = { max: 30, minutes: 30, group: 'media' };
    const summary = 'Upload a picture: multipart, field `file`';
    route(app, { ...GIVES_MEDIA, method: 'POST', path, summary, body: PATCH, limit }, upload);
  }
  const path = '/api/v1/media/:id';
  route(
    app,
    { ...GIVES_MEDIA, method: 'GET', path, summary: 'An upload no post uses yet', params: ID },
    show,
  );
  route(
    app,
    { ...GIVES_MEDIA, method: 'PUT', path, summary: 'Describe an upload', params: ID, body: PATCH },
    async (ctx, { params, body }) => entity(ctx, await updateMedia(ctx, params.id, patchOf(body))),
  );
  route(
    app,
    { ...COMMON, method: 'DELETE', path, summary: 'Delete an upload no post uses yet', params: ID },
    async (ctx, { params }) => {
      await deleteMedia(ctx, params.id);
      return EMPTY;
    },
  );
};

type Uploading = Pick<Input<typeof ID, typeof ID, typeof PATCH>, 'request' | 'body'>;

async function upload(ctx: Ctx, { request, body }: Uploading) {
  const file = request.uploads.get('file');
  if (file === undefined) throw invalid('file', 'blank', "can't be blank");
  return entity(ctx, await uploadMedia(ctx, { bytes: file.bytes, ...patchOf(body) }));
}

async function show(ctx: Ctx, { params }: { params: { id: string } }) {
  const media = (await mediaById(ctx, [params.id])).get(params.id);
  if (media === undefined) throw notFound();
  return entity(ctx, media);
}

function patchOf({ description, focus }: { description?: string; focus?: string }): MediaPatch {
  const [x = Number.NaN, y = Number.NaN] = (focus ?? '').split(',').map(Number.parseFloat);
  return { description, focus: focus ? { x, y } : undefined };
}

const entity = (ctx: Ctx, media: Media) => mediaAttachmentEntity(ctx.tenant.origin, media);
