// Reading a request: queries and forms nest by brackets (`ids[]`, `subscription[keys][auth]`), multipart
// files are kept apart as uploads. Bounds hold before anything is kept in memory.

import formbody from '@fastify/formbody';
import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import qs from 'qs';
import { IMAGE_LIMITS } from '../media/limits.ts';
import { invalid } from '../utils/error.ts';

/** Largest file of an upload, in bytes: what `configuration.media_attachments.image_size_limit` announces. */
export const FILE_LIMIT = IMAGE_LIMITS.bytes;

const FIELD_LIMIT = 256 * 1024;

export interface Upload {
  readonly bytes: Buffer;
  readonly filename: string;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Files of a multipart request by field name. */
    uploads: ReadonlyMap<string, Upload>;
  }
}

const QS_OPTIONS = { arrayLimit: 200, parameterLimit: 1000, depth: 5, allowPrototypes: false } as const;

/** Parses `a[]=1&b[c]=2`; used for queries, forms and multipart field names alike. */
export function parseNested(text: string): Record<string, unknown> {
  // "+" and "%20" are both a space, so a scope list may use either.
  return qs.parse(text, QS_OPTIONS) as Record<string, unknown>;
}

/** Adds form and multipart parsing to a Fastify scope; a request may carry so many files. */
export async function acceptForms(app: FastifyInstance, files: number): Promise<void> {
  acceptEmptyJson(app);
  await app.register(formbody, { parser: parseNested, bodyLimit: 1024 * 1024 });
  await app.register(multipart, {
    limits: { fileSize: FILE_LIMIT, files, fields: 200, fieldSize: FIELD_LIMIT, parts: 210 },
  });
  app.decorateRequest('uploads', null as unknown as ReadonlyMap<string, Upload>);
  app.addHook('preValidation', readMultipart);
}

/** Libraries say "application/json" on a POST without a body: that is an empty one, not a broken one. */
function acceptEmptyJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('remove', 'remove');
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, {});
    else parse(request, body as string, done);
  });
}

async function readMultipart(request: FastifyRequest): Promise<void> {
  const uploads = new Map<string, Upload>();
  request.uploads = uploads;
  if (!request.isMultipart()) return;
  const fields = new URLSearchParams();
  try {
    for await (const part of request.parts()) {
      if (part.type === 'file') await keepFile(uploads, part);
      else fields.append(part.fieldname, fieldText(part));
    }
  } catch (error) {
    throw isMalformed(error) ? Object.assign(error, { statusCode: 400 }) : error;
  }
  request.body = parseNested(fields.toString());
}

/** A field that was cut must not pass for a shorter one. */
function fieldText(part: { fieldname: string; value: unknown; valueTruncated: boolean }): string {
  if (part.valueTruncated)
    throw invalid(part.fieldname, 'too-long', `is longer than ${FIELD_LIMIT} bytes`, FIELD_LIMIT);
  return String(part.value);
}

/** The parser's own complaints about the body carry no code, only these words. */
function isMalformed(error: unknown): error is Error {
  return error instanceof Error && /unexpected end of multipart data|Boundary not found/i.test(error.message);
}

interface FilePart {
  readonly fieldname: string;
  readonly filename: string;
  toBuffer(): Promise<Buffer>;
}

/** A file field in which nothing was chosen sends no name and no bytes. */
async function keepFile(uploads: Map<string, Upload>, part: FilePart): Promise<void> {
  const file = await readFile(part);
  if (file.bytes.length > 0 || file.filename !== '') uploads.set(part.fieldname, file);
}

async function readFile(part: FilePart): Promise<Upload> {
  try {
    return { bytes: await part.toBuffer(), filename: part.filename };
  } catch (error) {
    if ((error as { code?: string }).code !== 'FST_REQ_FILE_TOO_LARGE') throw error;
    throw invalid(part.fieldname, 'too-large', `is larger than ${FILE_LIMIT / 1024 / 1024} MiB`, FILE_LIMIT);
  }
}
