// How the server is, for anybody: what this process knows of database, background work and live messages, and since
// when it runs. It must answer while the database is away, so nobody is asked who they are.

import type { FastifyReply, FastifyRequest } from 'fastify';
import type { JSX } from 'preact';
import { type Condition, conditionOf, isWell } from '../../http/condition.ts';
import type { MessageKey } from '../../utils/messages/catalogue.ts';
import type { Translator } from '../../utils/messages/translator.ts';
import { Icon } from '../components/icon.tsx';
import { Notice } from '../components/notice.tsx';
import type { Page, WebApp } from '../kit/page.ts';
import { sendPage } from '../kit/send.tsx';
import { openUnasked, type Visit } from '../kit/visit.ts';

/** `/status`: a page, or JSON for who asks for that; `/status.json`: always JSON. */
export const statusPages = ({ fastify, deployment }: WebApp): void => {
  fastify.get('/status', async (request, reply) => {
    const visit = openUnasked(deployment, request, reply);
    const condition = await conditionOf(deployment);
    return visit.wantsData
      ? sendData(reply, condition)
      : sendPage(visit, reply, statusPage(visit, condition));
  });
  fastify.get('/status.json', async (_request: FastifyRequest, reply) =>
    sendData(reply, await conditionOf(deployment)),
  );
};

/** Answers 200 whatever it says: the question was answered. `/readyz` is for machines that decide by the code. */
const sendData = (reply: FastifyReply, condition: Condition): FastifyReply =>
  reply
    .headers({ 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' })
    .send({ status: isWell(condition) ? 'well' : 'trouble', ...condition });

const statusPage = (visit: Visit, condition: Condition): Page => ({
  title: visit.t('status.title'),
  shell: 'plain',
  noindex: true,
  main: (
    <div class="status">
      <h1>{visit.t('status.title')}</h1>
      {isWell(condition) ? (
        <Notice kind="good">{visit.t('status.well')}</Notice>
      ) : (
        <Notice kind="bad">{visit.t('status.trouble')}</Notice>
      )}
      <Parts t={visit.t} condition={condition} />
      <Times t={visit.t} condition={condition} />
    </div>
  ),
});

interface PartsProps {
  readonly t: Translator;
  readonly condition: Condition;
}

const ICONS = { well: 'circle-check', late: 'clock', away: 'triangle-alert', unknown: 'info' } as const;

const Parts = ({ t, condition }: PartsProps): JSX.Element => (
  <ul class="card parts">
    {(['database', 'jobs', 'live'] as const).map((part) => {
      const state = condition[part];
      return (
        <li class={state}>
          <Icon name={ICONS[state]} />
          <div>
            <strong>{t(`status.${part}`)}</strong>
            <p class="soft">{t(`status.${part}-${state}` as MessageKey)}</p>
          </div>
        </li>
      );
    })}
  </ul>
);

const Times = ({ t, condition: { since, at } }: PartsProps): JSX.Element => (
  <p class="soft small">
    {t.parts('status.since', { moment: <Moment t={t} moment={since} /> })}{' '}
    {t.parts('status.at', { moment: <Moment t={t} moment={at} /> })}
  </p>
);

const Moment = ({ t, moment }: { t: Translator; moment: Date }): JSX.Element => (
  <time datetime={moment.toISOString()} data-moment>
    {t.formats.dateTime(moment)}
  </time>
);
