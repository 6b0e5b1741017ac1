import assert from 'node:assert/strict';
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { makeCommunity } from '../../test/support/community.ts';
import { mailsTo } from '../../test/support/mails.ts';
import { enqueueMail } from '../auth/mail.ts';
import { transaction } from '../context.ts';
import { keptMails } from '../utils/mail-files.ts';
import { LOCALES } from '../utils/messages/locale.ts';
import { mails } from '../utils/metrics.ts';
import { sendMail, writeMail } from './mail.ts';
import { MAIL_TEXTS } from './mail-texts.ts';

const community = await makeCommunity({ name: 'The <Reef> & Co' });
const LINK = 'https://reef.example/reset/confirm?secret=abc';
const mail = { to: 'ann@example.org', template: 'reset', values: { name: 'ann', link: LINK }, locale: 'en' };

test('without a mail server a mail is a file only its owner may read', async () => {
  await sendMail(community.ctx(), mail, community.deployment);
  const [kept] = await keptMails(community.deployment.config.home, community.tenant.slug);
  assert.equal(kept?.to, 'ann@example.org');
  assert.equal(kept.subject, 'Set a new password for The <Reef> & Co');
  assert.ok(kept.text.includes(LINK));
  const folder = join(community.deployment.config.home, 'mail', community.tenant.slug);
  assert.equal((await stat(folder)).mode & 0o077, 0);
});

test('every mail has, in every language, a subject of one line, a plain and an HTML form with its links', () => {
  const values = {
    name: 'ann',
    link: LINK,
    signInLink: LINK,
    resetLink: LINK,
    securityLink: LINK,
    email: 'a@b.org',
    device: 'Firefox on Linux',
    address: '192.0.2.1',
    time: '2026-03-10T12:00:00.000Z',
    reason: 'because',
  };
  const kinds = LOCALES.flatMap(({ tag }) => Object.keys(MAIL_TEXTS).map((template) => ({ template, tag })));
  for (const { template, tag } of kinds) {
    const letter = writeMail(community.ctx(), { ...mail, template, values, locale: tag });
    assert.doesNotMatch(letter.subject, /[\r\n{}]|undefined|mail\./);
    assert.doesNotMatch(letter.text + letter.html, /undefined|\[object|[{}]|mail\.[a-z]+-/);
    if (template !== 'sign-up-waiting') {
      assert.ok(letter.text.includes(LINK), template);
      assert.ok(letter.html.includes(`href="${LINK}"`), template);
    }
  }
});

test('a mail is in the language of who gets it, in its direction', () => {
  const french = writeMail(community.ctx(), { ...mail, locale: 'fr-CA' });
  assert.equal(french.subject, 'Choisissez un nouveau mot de passe pour The <Reef> & Co');
  assert.ok(french.text.startsWith('Bonjour ann,'));
  assert.match(french.html, /<html lang="fr" dir="ltr">/);
  const arabic = writeMail(community.ctx(), { ...mail, locale: 'ar' });
  assert.match(arabic.html, /<html lang="ar" dir="rtl">/);
  assert.match(arabic.html, /<table [^>]*lang="ar" dir="rtl"/);
  assert.match(arabic.text, /^مرحبًا ann/);
  const unknown = writeMail(community.ctx(), { ...mail, locale: 'tlh' });
  assert.ok(unknown.text.startsWith('Hello ann,'));
});

test('the time of a sign-in is written as the language writes it', () => {
  const values = {
    name: 'ann',
    device: 'x',
    address: 'y',
    time: '2026-03-10T12:00:00.000Z',
    securityLink: LINK,
  };
  const letter = writeMail(community.ctx(), { ...mail, template: 'new-device', values, locale: 'es' });
  assert.match(letter.text, /Fecha: 10 mar 2026, 12:00 \(UTC\)/);
});

test('what people typed is text in the HTML form, and a name cannot add a header', async () => {
  const values = { name: 'ann', reason: '<img src=x onerror=alert(1)>\nsecond line' };
  const letter = writeMail(community.ctx(), { ...mail, template: 'sign-up-waiting', values });
  assert.ok(!letter.html.includes('<img'));
  assert.ok(letter.html.includes('&lt;img src=x'));
  assert.ok(letter.html.includes('<br>second line'));
  const wicked = await makeCommunity({ name: 'Reef\r\nBcc: everybody@example.org' });
  assert.equal(
    writeMail(wicked.ctx(), mail).subject,
    'Set a new password for Reef Bcc: everybody@example.org',
  );
});

test('an unknown template is an error the queue sees', async () => {
  await assert.rejects(sendMail(community.ctx(), { ...mail, template: 'constructor' }, community.deployment));
});

test('a mail is asked for in the transaction that causes it, or not at all', async () => {
  const failed = transaction(community.ctx(), async (tx) => {
    await enqueueMail(tx, 'rolled-back@example.org', 'reset', { name: 'x', link: LINK }, 'en');
    throw new Error('the cause failed');
  });
  await assert.rejects(failed, /the cause failed/);
  assert.deepEqual(await mailsTo(community, 'rolled-back@example.org'), []);
});

test('with SMTP_URL the mail goes there; a server that is away is an error the queue sees, and counted', async () => {
  const before = await counted();
  const received: string[] = [];
  const server = createServer((socket) => smtp(socket, received)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const config = {
    ...community.deployment.config,
    smtpUrl: `smtp://127.0.0.1:${port}`,
    mailFrom: 'Reef <r@reef.example>',
  };
  await sendMail(community.ctx(), mail, { ...community.deployment, config });
  server.close();
  const all = received.join('\n');
  assert.match(all, /RCPT TO:<ann@example.org>/);
  assert.match(all, /^From: Reef <r@reef.example>/m);
  assert.match(all, /^Auto-Submitted: auto-generated/m);
  const away = { ...config, smtpUrl: 'smtp://127.0.0.1:1' };
  await assert.rejects(sendMail(community.ctx(), mail, { ...community.deployment, config: away }));
  assert.deepEqual(await counted(), { sent: before.sent! + 1, failed: before.failed! + 1 });
});

async function counted(): Promise<Record<string, number>> {
  const { values } = await mails.get();
  return Object.fromEntries(values.map(({ labels, value }) => [labels.outcome, value]));
}

/** As much of a mail server as one mail needs. */
function smtp(socket: import('node:net').Socket, received: string[]): void {
  let inData = false;
  socket.write('220 test\r\n');
  socket.on('data', (chunk) => {
    for (const line of chunk.toString().split('\r\n')) {
      received.push(line);
      if (inData) {
        if (line === '.') {
          inData = false;
          socket.write('250 kept\r\n');
        }
      } else if (line === 'DATA') {
        inData = true;
        socket.write('354 go on\r\n');
      } else if (line === 'QUIT') socket.end('221 bye\r\n');
      else if (line !== '') socket.write('250 fine\r\n');
    }
  });
}
