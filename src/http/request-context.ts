// What the edges share: a request's host name gives its community, its secret gives its viewer.

import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Authenticated, authenticate, isSignIn, recall } from '../auth/authenticate.ts';
import type { Ctx, RootCtx, Tenant } from '../context.ts';
import { contextFor, type Deployment, readingContext } from '../deployment.ts';
import { readerOf } from '../utils/db/ever.ts';
import { Outdated } from '../utils/db/question.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The community of the request's host name; set before any route runs. */
    tenant: Tenant;
    /** The request's context, once `openContext` has run. */
    ctx: RootCtx;
  }
}

/** The host name of a request, lower case and without port; `trustProxy` has judged X-Forwarded-Host. */
export function hostName(request: FastifyRequest): string {
  return request.host.replace(/:\d+$/, '').replace(/\.$/, '').toLowerCase();
}

/**
 * Finds the community of a request. An unknown host gets a plain 404 that names none; a suspended
 * community 503.
 */
export function findTenant(deployment: Deployment) {
  return (request: FastifyRequest, reply: FastifyReply, done: () => void): void => {
    const tenant = deployment.directory.byHost(hostName(request));
    if (tenant === undefined) {
      void reply.code(404).type('text/plain; charset=utf-8').send('Nothing is served under this name.\n');
    } else if (tenant.status === 'suspended') {
      void reply.code(503).header('Retry-After', '3600').send({ error: 'This community is suspended' });
    } else {
      request.tenant = tenant;
      done();
    }
  };
}

/** Gives the request a context without a viewer; `signIn` adds one. */
export function openContext(deployment: Deployment, request: FastifyRequest): RootCtx {
  request.ctx = contextFor(deployment, request.tenant, {
    log: request.log as Ctx['log'],
    client: { address: request.ip, userAgent: (request.headers['user-agent'] ?? '').slice(0, 255) },
  });
  return request.ctx;
}

/** Lets a request read from a standby, where there is one: of a visitor who is shown what may be seconds old. */
export function readElsewhere(deployment: Deployment, request: FastifyRequest): void {
  if (deployment.replicas.size > 0) request.ctx = readingContext(deployment, request.ctx);
}

/** How the owner of a secret is found: by asking, or by `recognise`. */
export type Find = (ctx: RootCtx, secret: string) => Promise<Found | null> | Found;

interface Found extends Authenticated {
  readonly db?: RootCtx['db'];
}

/**
 * Finds the owner as it was when the secret was last shown here, without a trip to the database: the request's first
 * statement asks whether that still holds. Only for work that `asFound` does.
 */
export const recognise: Find = (ctx, secret) => {
  const known = recall(ctx, secret);
  return known === undefined
    ? authenticate(ctx, secret)
    : { ...known.found, db: ctx.db.asking(known.question) };
};

/** Puts the owner of a secret into the request's context; gives what the secret was good for. */
export async function identify(
  request: FastifyRequest,
  secret: string,
  find: Find = authenticate,
): Promise<Authenticated | null> {
  const found = await find(request.ctx, secret);
  if (found !== null) takeUp(request, found);
  return found;
}

/**
 * The same for a cookie's secret. Only a sign-in counts: a token in a cookie would do on pages, where no
 * scope is asked, what it was never given.
 */
export async function identifyBrowser(
  request: FastifyRequest,
  secret: string,
  find: Find = authenticate,
): Promise<Authenticated | null> {
  const found = await find(request.ctx, secret);
  if (found === null || !isSignIn(found.access)) return null;
  takeUp(request, found);
  return found;
}

function takeUp(request: FastifyRequest, { viewer, access, ever, db: asked }: Found): void {
  const whole = asked ?? request.ctx.db;
  const db = viewer === null || ever === undefined ? whole : whole.of(readerOf(viewer.id, ever));
  request.ctx = { ...request.ctx, viewer, access, db };
}

/**
 * Does a request's work. When it was begun as somebody's whom its secret does not name any more, `again` finds out whose
 * it is, and the work is done anew: it has got no further than its first statement, and nothing has been answered.
 */
export async function asFound<T>(
  request: FastifyRequest,
  work: () => Promise<T>,
  again: () => Promise<unknown>,
): Promise<T> {
  try {
    const made = await work();
    await request.ctx.db.confirm();
    return made;
  } catch (error) {
    if (!(await isOutdated(request.ctx))) throw error;
  }
  await again();
  return asFound(request, work, again);
}

/** Whatever else has failed: an answer is for whom it was made for. */
const isOutdated = ({ db }: RootCtx): Promise<boolean> =>
  db.confirm().then(
    () => false,
    (error) => error instanceof Outdated,
  );

/** The secret of an `Authorization: Bearer` header. Never read from the address: addresses are logged. */
export function bearerOf(request: FastifyRequest): string | null {
  return /^Bearer +([\w~+/.=-]{1,200}) *$/i.exec(request.headers.authorization ?? '')?.[1] ?? null;
}
