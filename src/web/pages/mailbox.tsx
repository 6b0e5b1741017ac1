// The mails of a deployment without a mail server, for whoever sits at the machine. They hold links that
// open accounts, so the page is there for loopback alone, and only where no proxy can stand in between:
// behind one, every client in the world looks like loopback.

import type { FastifyRequest } from 'fastify';
import type { JSX } from 'preact';
import { showsMail } from '../../config.ts';
import { notFound } from '../../utils/error.ts';
import { type KeptMail, keptMails } from '../../utils/mail-files.ts';
import { Empty } from '../components/empty.tsx';
import { page, type WebApp } from '../kit/page.ts';
import type { Visit } from '../kit/visit.ts';

export const mailboxPages = (app: WebApp): void => {
  const { config } = app.deployment;
  page(app, '/mail', async (visit) => {
    const { ctx, request, t } = visit;
    if (!showsMail(config) || !isAtThisMachine(request)) throw notFound();
    const mails = await keptMails(config.home, ctx.tenant.slug);
    return {
      title: t('account.mails'),
      shell: 'plain',
      secret: true,
      noindex: true,
      main: (
        <div class="mailbox">
          <h1>{t('account.mails')}</h1>
          <p class="soft">{t('account.mails-lead')}</p>
          {mails.length === 0 && <Empty icon="mail" title={t('account.no-mail')} />}
          {mails.map((mail) => (
            <MailCard visit={visit} mail={mail} />
          ))}
        </div>
      ),
    };
  });
};

/** Embedded database, no mail server, and no https: who serves https has a proxy in front. */
const FORWARDED = /^(forwarded|via|x-forwarded-.*|x-real-ip|x-client-ip|cf-connecting-ip|true-client-ip)$/;

/** Judged by the socket, and by a name that only this machine gives itself. */
function isAtThisMachine(request: FastifyRequest): boolean {
  if (Object.keys(request.headers).some((name) => FORWARDED.test(name))) return false;
  const address = (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  const host = request.host.replace(/:\d+$/, '').toLowerCase();
  const ownName = /^((.+\.)?localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(host);
  return ownName && (address === '::1' || /^127\./.test(address));
}

const MailCard = ({ visit: { t }, mail }: { visit: Visit; mail: KeptMail }): JSX.Element => (
  <section class="card">
    <h2 dir="auto">{mail.subject}</h2>
    <p class="soft small">
      {t('account.mail-to', { to: mail.to, when: mail.sentAt.slice(0, 16).replace('T', ' ') })}
    </p>
    <div class="mail-text" dir="auto">
      {withLinks(mail.text)}
    </div>
  </section>
);

const withLinks = (text: string): (JSX.Element | string)[] =>
  text.split(/(https?:\/\/\S+)/).map((part, index) => (index % 2 === 1 ? <a href={part}>{part}</a> : part));
