// A page's request: who comes, with which cookies, in which language, and what was asked.

import type { FastifyReply, FastifyRequest } from 'fastify';
import { newSecret } from '../../auth/secret.ts';
import type { Ctx } from '../../context.ts';
import type { Deployment } from '../../deployment.ts';
import type { Upload } from '../../http/forms.ts';
import { type Find, identifyBrowser, openContext, readElsewhere } from '../../http/request-context.ts';
import { localeOf } from '../../utils/messages/locale.ts';
import { type Translator, translator } from '../../utils/messages/translator.ts';
import { type Jar, openJar } from './cookie.ts';
import { formToken } from './form.ts';
import { type Look, readLook } from './look.ts';

export interface Visit {
  readonly ctx: Ctx;
  readonly request: FastifyRequest;
  readonly cookies: Jar;
  /** Texts, numbers and dates in the visitor's language. */
  readonly t: Translator;
  readonly look: Look;
  /** Path and query of this page, without `fragment`. */
  readonly here: string;
  /** Only the list is wanted, not the page around it. */
  readonly wantsFragment: boolean;
  /** The page's script asks, and wants JSON. */
  readonly wantsData: boolean;
  /** A parameter of the query; empty when absent. */
  query(name: string): string;
  /** A parameter of the path. */
  param(name: string): string;
  /** A field of the posted form; empty when absent. */
  field(name: string): string;
  /** All values of a field that may come several times. */
  fields(name: string): readonly string[];
  /** A posted file; undefined when none was chosen. */
  file(name: string): Upload | undefined;
  /** What this browser's forms carry. A page that holds it is this browser's alone. */
  token(): string;
  /** Whether the token was asked for. */
  isPersonal(): boolean;
}

/** Opens a request; by what is remembered (`recognise`) only for work that `asFound` does. */
export type Open = (
  deployment: Deployment,
  request: FastifyRequest,
  reply: FastifyReply,
  find?: Find,
) => Promise<Visit>;

/** Opens a request: finds who comes. */
export const openVisit: Open = async (deployment, request, reply, find) => {
  const cookies = await findWhoComes(deployment, request, reply, find);
  return makeVisit(request, cookies);
};

/** The same for what is for reading: visitors may see it as it was some seconds ago. */
export const openReader: Open = async (deployment, request, reply, find) => {
  const cookies = await findWhoComes(deployment, request, reply, find);
  if (request.ctx.viewer === null) readElsewhere(deployment, request);
  return makeVisit(request, cookies);
};

async function findWhoComes(...[deployment, request, reply, find]: Parameters<Open>): Promise<Jar> {
  openContext(deployment, request);
  const cookies = openCookies(deployment, request, reply);
  await signInByCookie(request, cookies, find);
  return cookies;
}

/** Opens a request without asking the database who comes: everybody is a visitor, in the look they chose. */
export function openUnasked(deployment: Deployment, request: FastifyRequest, reply: FastifyReply): Visit {
  openContext(deployment, request);
  return makeVisit(request, openCookies(deployment, request, reply));
}

const openCookies = ({ config }: Deployment, request: FastifyRequest, reply: FastifyReply): Jar =>
  openJar(request, reply, config.publicScheme === 'https');

/** Opens a request for reading as anybody's, whoever comes: for what must be the same for all. */
export const openVisitor: Open = (deployment, request, reply) => {
  delete request.headers.cookie;
  return openReader(deployment, request, reply);
};

function makeVisit(request: FastifyRequest, cookies: Jar): Visit {
  const { ctx } = request;
  const look = readLook(cookies.read('look'));
  const preferred = look.language || ctx.viewer?.locale;
  let token: string | undefined;
  return {
    ctx,
    request,
    cookies,
    t: translator(localeOf(request.headers['accept-language'], preferred).tag),
    look,
    here: withoutFragment(request.originalUrl),
    wantsFragment: text(request.query, 'fragment') === '1',
    wantsData: /^application\/json\b/.test(request.headers.accept ?? ''),
    query: (name) => text(request.query, name),
    param: (name) => text(request.params, name),
    field: (name) => text(request.body, name),
    fields: (name) => texts(request.body, name),
    file: (name) => request.uploads?.get(name),
    token: () => {
      token ??= formToken(formSecret(ctx, cookies) ?? makeFormSecret(cookies));
      return token;
    },
    isPersonal: () => token !== undefined,
  };
}

/** A session that has ended, or may not be used, is as good as none, and its cookie goes. */
async function signInByCookie(request: FastifyRequest, cookies: Jar, find?: Find): Promise<void> {
  const session = cookies.read('session');
  if (session === undefined) return;
  const found = await identifyBrowser(request, session, find);
  if (found === null || found.viewer === null) {
    cookies.clear('session');
    request.ctx = { ...request.ctx, viewer: null, access: null };
  }
}

/** What the forms of this browser are keyed by; undefined: a visitor who was shown none yet. */
export const formSecret = (ctx: Ctx, cookies: Jar): string | undefined =>
  cookies.read(ctx.viewer === null ? 'form' : 'session');

function makeFormSecret(cookies: Jar): string {
  const secret = newSecret();
  cookies.write('form', secret);
  return secret;
}

function withoutFragment(url: string): string {
  const at = url.indexOf('?');
  if (at < 0) return url;
  const rest = url
    .slice(at + 1)
    .split('&')
    .filter((pair) => pair !== 'fragment=1')
    .join('&');
  return rest === '' ? url.slice(0, at) : `${url.slice(0, at)}?${rest}`;
}

const text = (source: unknown, name: string): string => texts(source, name)[0] ?? '';

function texts(source: unknown, name: string): readonly string[] {
  const value =
    typeof source === 'object' && source !== null ? (source as Record<string, unknown>)[name] : undefined;
  const values = Array.isArray(value) ? value : [value];
  // PostgreSQL refuses NUL in text, and a lone surrogate is no character.
  return values
    .filter((one) => typeof one === 'string')
    .map((one) => one.replaceAll('\0', '').toWellFormed());
}
