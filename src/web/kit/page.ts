// What a handler may answer, and how pages and form actions are registered. Forms are checked before their
// handler runs; what a member does is a plain form post, which the page's script may send as well.

import type { FastifyInstance, FastifyReply } from 'fastify';
import type { ComponentChildren, VNode } from 'preact';
import type { Deployment } from '../../deployment.ts';
import { asFound, recognise } from '../../http/request-context.ts';
import { DomainError } from '../../utils/error.ts';
import { formTooOld, statusOf } from './error-page.tsx';
import { errorText } from './error-text.ts';
import { isOurForm, TOKEN_FIELD } from './form.ts';
import { localPath } from './local-path.ts';
import { makeView, renderPage, sendPage, sendView } from './send.tsx';
import { followChanges, sharedView, type View } from './view-cache.ts';
import { formSecret, type Open, openReader, openVisit, openVisitor, type Visit } from './visit.ts';

export interface WebApp {
  readonly fastify: FastifyInstance;
  readonly deployment: Deployment;
}

export type Door =
  | 'home'
  | 'community'
  | 'explore'
  | 'notifications'
  | 'bookmarks'
  | 'profile'
  | 'settings'
  | 'search'
  | 'compose';

export interface Page {
  readonly title: string;
  readonly main: ComponentChildren;
  /** The door of the navigation this page stands behind. */
  readonly door?: Door;
  /** `app`: within the navigation. `plain`: alone, for signing in and the like. `bare`: nothing around it. */
  readonly shell?: 'app' | 'plain' | 'bare';
  /** What stands beside the column on wide screens, instead of the usual. */
  readonly aside?: ComponentChildren;
  /** More for the head: descriptions, alternates. */
  readonly head?: VNode | undefined;
  readonly status?: number;
  /** The page's address in full, where others lead to the same. */
  readonly canonical?: string;
  /** Search engines shall leave it out. */
  readonly noindex?: boolean;
  /** The same for all visitors who are not signed in: may be kept by caches. */
  readonly shared?: boolean;
  /** The address of this page holds a secret: nothing of it goes into a Referer. */
  readonly secret?: boolean;
  /** A form of this page ends at an app. */
  readonly answersTo?: string | undefined;
  /** Other sites may show it in a frame; it then has the frame's small script and no other. */
  readonly framed?: boolean;
}

export interface Redirect {
  readonly redirect: string;
  /** The browser shall forget what it has kept of this site: somebody signs out. */
  readonly forget?: boolean;
}

/** Part of a page, for its script. */
export interface Fragment {
  readonly fragment: string;
}

/** JSON for the page's script. */
export interface Data {
  readonly data: object;
  readonly status?: number;
}

export type Answer = Page | Redirect | Fragment | Data;
export type Handler = (visit: Visit) => Promise<Answer> | Answer;

/** Registers a page that anybody may open. */
export const page = (app: WebApp, path: string, handler: Handler): void =>
  opened(app, path, handler, openVisit);

/** Registers a page for reading: what visitors see of it may be some seconds old. */
export const readingPage = (app: WebApp, path: string, handler: Handler): void =>
  opened(app, path, handler, openReader);

/** Registers a page that other sites show in a frame: whoever opens it, it is a visitor's. */
export const framedPage = (app: WebApp, path: string, handler: Handler): void =>
  opened(app, path, handler, openVisitor);

function opened({ fastify, deployment }: WebApp, path: string, handler: Handler, open: Open) {
  fastify.get(path, async (request, reply) => {
    const visit = await open(deployment, request, reply, recognise);
    if (visit.ctx.viewer !== null) return answerVisit(deployment, visit, reply, open, handler);
    followChanges(deployment.bus, visit.ctx.tenant);
    let given: Answer | undefined;
    const view = await sharedView(visit, async () => {
      given = await handler(visit);
      return viewOf(visit, given);
    });
    if (view !== null) return sendView(visit, reply, view);
    return answer(visit, reply, given ?? (await handler(visit)));
  });
}

/** Does a visit's work and answers it, as whoever it is found to be. */
async function answerVisit(
  deployment: Deployment,
  begun: Visit,
  reply: FastifyReply,
  open: Open,
  handler: Handler,
): Promise<FastifyReply> {
  const { request } = begun;
  let visit = begun;
  const again = async () => {
    visit = await open(deployment, request, reply);
  };
  const given = await asFound(request, async () => handler(visit), again);
  return answer(visit, reply, given);
}

/** The page as all visitors may have it; null when it is not for all. */
async function viewOf(visit: Visit, given: Answer): Promise<View | null> {
  if (!('main' in given) || !given.shared || given.secret || (given.status ?? 200) !== 200) return null;
  const markup = await renderPage(visit, given);
  return visit.isPersonal() ? null : makeView(markup, given.framed ?? false);
}

/** Registers what a form posts to; a form that is not ours, or of another session, is refused. */
export function action({ fastify, deployment }: WebApp, path: string, handler: Handler): void {
  fastify.post(path, async (request, reply) => {
    const visit = await openVisit(deployment, request, reply, recognise);
    return answerVisit(deployment, visit, reply, openVisit, (now) => {
      const secret = formSecret(now.ctx, now.cookies);
      return isOurForm(request, secret, now.field(TOKEN_FIELD)) ? handled(now, handler) : tooOld(now);
    });
  });
}

/** Registers a page for members; anybody else signs in first and comes back. */
export const memberPage = (app: WebApp, path: string, handler: Handler): void =>
  page(app, path, (visit) => (visit.ctx.viewer === null ? signInFirst(visit.here) : handler(visit)));

/** Registers what a member's form posts to. */
export const memberAction = (app: WebApp, path: string, handler: Handler): void =>
  action(app, path, (visit) => (visit.ctx.viewer === null ? signInFirst(returnPath(visit)) : handler(visit)));

/** To the sign-in page, and back to a path of ours afterwards. */
export const signInFirst = (next: string): Redirect => ({
  redirect: `/sign-in?${new URLSearchParams({ next })}`,
});

/** Where a form came from and goes back to. */
export const returnPath = (visit: Visit): string => localPath(visit.field('return'));

/** The answer to an action that stays on its page: JSON for the script, else back to where it came from. */
export const acted = (visit: Visit, data: object = {}, at = ''): Answer =>
  visit.wantsData ? { data: { ok: true, ...data } } : { redirect: returnPath(visit) + at };

/** The script gets an error as a sentence; without it the error page tells. */
async function handled(visit: Visit, handler: Handler): Promise<Answer> {
  try {
    const given = await handler(visit);
    if (visit.wantsData && 'redirect' in given && given.redirect.startsWith('/sign-in?'))
      return { data: { error: visit.t('errors.sign-in-first') }, status: 401 };
    return given;
  } catch (error) {
    if (!visit.wantsData || !(error instanceof DomainError)) throw error;
    return { data: { error: errorText(visit.t, error) }, status: statusOf(error) };
  }
}

const tooOld = (visit: Visit): Answer =>
  visit.wantsData ? { data: { error: visit.t('errors.form-too-old') }, status: 403 } : formTooOld(visit);

function answer(visit: Visit, reply: FastifyReply, given: Answer): FastifyReply | Promise<FastifyReply> {
  if ('redirect' in given) {
    // Not "cookies": by one of them this browser is known again.
    if (given.forget) reply.header('Clear-Site-Data', '"cache", "storage"');
    return reply.header('Cache-Control', 'no-store').redirect(given.redirect, 303);
  }
  if ('data' in given)
    return reply
      .code(given.status ?? 200)
      .header('Cache-Control', 'no-store')
      .send(given.data);
  if ('fragment' in given) {
    // As for pages: going back, Chromium would take a fragment from its cache, however old.
    const headers = { 'Cache-Control': 'private, no-cache', Vary: '*', 'X-Content-Type-Options': 'nosniff' };
    return reply.headers(headers).type('text/html; charset=utf-8').send(given.fragment);
  }
  return sendPage(visit, reply, given);
}
