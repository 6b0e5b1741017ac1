// Sends mails: through the server named by SMTP_URL, else into files under NEXUS_HOME that a page on
// loopback shows. A job may run twice after a crash; a mail that comes twice does no harm.

import { createTransport, type Transporter } from 'nodemailer';
import type { Mails } from '../auth/mail.ts';
import type { Config } from '../config.ts';
import type { Ctx } from '../context.ts';
import type { Deployment } from '../deployment.ts';
import { keepMail, type Letter } from '../utils/mail-files.ts';
import { localeOf } from '../utils/messages/locale.ts';
import { type Translator, translator } from '../utils/messages/translator.ts';
import { mails } from '../utils/metrics.ts';
import type { Jobs } from '../utils/queue.ts';
import { htmlMail, plainMail } from './mail-format.ts';
import { MAIL_TEXTS, type MailText } from './mail-texts.ts';

/** The job `deliver/mail`. What goes wrong is thrown, so that the queue tries again later. */
export async function sendMail(ctx: Ctx, mail: Jobs['deliver/mail'], deployment: Deployment): Promise<void> {
  const letter = writeMail(ctx, mail);
  try {
    await handOver(ctx, letter, deployment.config);
  } catch (error) {
    mails.inc({ outcome: 'failed' });
    throw error;
  }
  mails.inc({ outcome: 'sent' });
  ctx.log.info({ template: mail.template, tenant: ctx.tenant.slug }, 'mail sent');
}

async function handOver(ctx: Ctx, letter: Letter, config: Config): Promise<void> {
  if (config.smtpUrl === null) await keepMail(config.home, ctx.tenant.slug, letter);
  else await transporter(config.smtpUrl).sendMail({ ...letter, ...envelope(config) });
}

/** Writes a mail out in the language of who gets it; throws for a template nobody knows. */
export function writeMail(ctx: Ctx, mail: Jobs['deliver/mail']): Letter {
  const { settings, origin } = ctx.tenant;
  if (!Object.hasOwn(MAIL_TEXTS, mail.template)) throw new Error(`There is no mail called ${mail.template}`);
  const write = MAIL_TEXTS[mail.template as keyof Mails] as Write;
  const locale = localeOf(undefined, mail.locale);
  const text = write(translator(locale.tag), mail.values, settings.name);
  return {
    to: mail.to,
    subject: oneLine(text.subject),
    text: plainMail(text, origin),
    html: htmlMail(text, { locale, community: settings.name, origin }),
  };
}

type Write = (t: Translator, values: unknown, community: string) => MailText;

const envelope = (config: Config) => ({
  from: config.mailFrom,
  // Answering machines keep quiet (RFC 3834).
  headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
});

/** A community's name is free text; a header is one line. */
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

const transporters = new Map<string, Transporter>();

/** No pool: a connection per mail, so that nothing stays open when the process stops. */
function transporter(url: string): Transporter {
  let made = transporters.get(url);
  if (made === undefined) {
    made = createTransport({
      url,
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 30_000,
    });
    transporters.set(url, made);
  }
  return made;
}
