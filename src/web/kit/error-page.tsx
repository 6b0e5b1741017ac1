// What a person sees when something is not there or does not work.

import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { Deployment } from '../../deployment.ts';
import { isRetired } from '../../user/retired.ts';
import { DomainError, type ErrorCode } from '../../utils/error.ts';
import type { MessageKey } from '../../utils/messages/catalogue.ts';
import type { Translator } from '../../utils/messages/translator.ts';
import { Empty } from '../components/empty.tsx';
import { errorText } from './error-text.ts';
import type { Page } from './page.ts';
import { sendPage } from './send.tsx';
import { openVisit, type Visit } from './visit.ts';

const STATUS: Record<ErrorCode, number> = {
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  invalid: 422,
  limited: 429,
  unavailable: 503,
};

/** The HTTP status that stands for an error of the domain. */
export const statusOf = (error: DomainError): number => STATUS[error.code];

export interface Message {
  readonly title: string;
  readonly text: string;
  readonly icon?: string;
  readonly status?: number;
}

/** A page that says one thing. */
export const messagePage = (visit: Visit, { title, text, icon = 'info', status = 200 }: Message): Page => ({
  title,
  status,
  noindex: true,
  main: (
    <Empty icon={icon} title={title} text={text} level={1}>
      <a class="button" href="/">
        {visit.t('errors.to-front')}
      </a>
    </Empty>
  ),
});

/** A form of another session, or one that lay open too long. */
export const formTooOld = (visit: Visit): Page =>
  messagePage(visit, {
    title: visit.t('errors.form-too-old-title'),
    text: visit.t('errors.form-too-old'),
    icon: 'history',
    status: 403,
  });

const TITLES: Partial<Record<ErrorCode, MessageKey>> = {
  'not-found': 'errors.not-found-title',
  forbidden: 'errors.forbidden-title',
  limited: 'errors.limited-title',
};

/** The page of an error of the domain. */
export function errorPage(visit: Visit, error: DomainError): Page {
  const title = visit.t(TITLES[error.code] ?? 'errors.refused-title');
  const text = error.code === 'not-found' ? visit.t('errors.not-found') : errorText(visit.t, error);
  const icon = error.code === 'not-found' ? 'compass' : 'circle-alert';
  return messagePage(visit, { title, text, icon, status: statusOf(error) });
}

/** Answers an error of a page; what is not the visitor's fault is logged and told as one sentence. */
export const answerPageError =
  (deployment: Deployment) =>
  async (error: FastifyError | DomainError, request: FastifyRequest, reply: FastifyReply) => {
    const page = pageOf(error, request);
    if (page.status >= 500) request.log.error({ err: error }, 'page failed');
    if (error instanceof DomainError && error.retryAfter !== undefined)
      reply.header('Retry-After', String(Math.ceil(error.retryAfter)));
    // Whoever it is: if the database is away, the page that says so must not ask it.
    const visit =
      page.status >= 500 ? strangersVisit(deployment, request, reply) : openVisit(deployment, request, reply);
    const opened = await visit;
    if (opened.wantsData) return reply.code(page.status).send({ error: page.say(opened.t) });
    const { viewer } = opened.ctx;
    if (page.status === 401 && viewer === null && request.method === 'GET' && wantsPage(request))
      return reply.redirect(`/sign-in?${new URLSearchParams({ next: opened.here })}`, 303);
    return sendPage(opened, reply, (await goneInstead(opened, page.status)) ?? page.make(opened));
  };

/** Under the name of an account that was deleted nothing will ever be again, which search engines want to know (410). */
async function goneInstead(visit: Visit, status: number): Promise<Page | undefined> {
  const name = visit.param('name');
  if (status !== 404 || name === '' || !visit.here.startsWith('/@')) return undefined;
  if (!(await isRetired(visit.ctx, name))) return undefined;
  return messagePage(visit, {
    title: visit.t('errors.gone-title'),
    text: visit.t('errors.gone'),
    icon: 'compass',
    status: 410,
  });
}

function pageOf(error: FastifyError | DomainError, request: FastifyRequest) {
  if (error instanceof DomainError && error.code !== 'unavailable')
    return {
      status: statusOf(error),
      make: (visit: Visit) => errorPage(visit, error),
      say: (t: Translator) => errorText(t, error),
    };
  const status = error instanceof DomainError ? 503 : (error.statusCode ?? 500);
  const say = (title: MessageKey, text: MessageKey) => ({
    status,
    make: (visit: Visit) =>
      messagePage(visit, {
        title: visit.t(title),
        text: visit.t(text, { id: request.id }),
        icon: 'triangle-alert',
        status,
      }),
    say: (t: Translator) => t(text, { id: request.id }),
  });
  if (status === 503) return say('errors.unavailable-title', 'errors.unavailable');
  return status < 500
    ? say('errors.refused-title', 'errors.not-understood')
    : say('errors.failed-title', 'errors.failed');
}

function strangersVisit(
  deployment: Deployment,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Visit> {
  delete request.headers.cookie;
  return openVisit(deployment, request, reply);
}

const MACHINE_PATH = /^\/(api|oauth|graphql|nodeinfo|media|assets|web|live|\.well-known)(\/|$)/;

/** Whether a browser asks for a page, rather than a program for data. */
export function wantsPage(request: FastifyRequest): boolean {
  const accepts = request.headers.accept ?? '';
  return accepts.includes('text/html') && !MACHINE_PATH.test(request.url);
}
