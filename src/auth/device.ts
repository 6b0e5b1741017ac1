// Devices a person has signed in from, so that a sign-in from a new one can be told by mail. A browser is
// known by a long-lived cookie; anything else by the family of its user agent and its part of the network.

import type { Ctx, Tx } from '../context.ts';
import { statement } from '../utils/db/statement.ts';
import type { Id } from '../utils/id.ts';
import { localeOf } from '../utils/messages/locale.ts';
import { type Translator, translator } from '../utils/messages/translator.ts';
import { networkOf } from './attempt.ts';
import { pageLink } from './link.ts';
import type { Login } from './login.ts';
import { enqueueMail } from './mail.ts';
import { hashSecret } from './secret.ts';

const isKnown = statement<{ known: boolean }>(
  'device-is-known',
  'select true as known from tenant.device where user_id = $1 and fingerprint = $2',
);

// "others" is counted before the insert: the very first sign-in is no news.
const see = statement<{ isNew: boolean }>(
  'device-see',
  `with others as (select exists (select from tenant.device where user_id = $1) as any),
        seen as (insert into tenant.device (user_id, fingerprint) values ($1, $2)
                 on conflict (user_id, fingerprint) do update set seen_on = current_date
                 returning xmax = 0 as fresh)
   select seen.fresh and others.any as "isNew" from seen, others`,
);

/** Whether a browser with this cookie has signed in as this person before. */
export async function isKnownBrowser(ctx: Ctx, userId: Id, cookie: string | undefined): Promise<boolean> {
  if (cookie === undefined) return false;
  return (await ctx.db.row(isKnown, userId, hashSecret(`cookie ${cookie}`))) !== undefined;
}

/** Remembers the device of a sign-in; mails the person when it is new and not the first. */
export async function noteDevice(tx: Tx, login: Login, cookie: string | undefined): Promise<void> {
  const row = await tx.db.row(see, login.userId, fingerprint(tx, cookie));
  if (row?.isNew !== true) return;
  const values = {
    name: login.username,
    device: deviceName(translator(localeOf(undefined, login.locale).tag), tx.client.userAgent),
    address: tx.client.address,
    time: new Date().toISOString(),
    securityLink: pageLink(tx, '/settings/security'),
  };
  await enqueueMail(tx, login.email, 'new-device', values, login.locale);
}

function fingerprint(ctx: Ctx, cookie: string | undefined): Buffer {
  if (cookie !== undefined) return hashSecret(`cookie ${cookie}`);
  const { program = '', system = '' } = familyOf(ctx.client.userAgent);
  return hashSecret(`agent ${program} on ${system} ${partOfNetwork(ctx.client.address)}`);
}

/** A phone changes its address within its provider's network all day: IPv4 /16, IPv6 /48. */
function partOfNetwork(address: string): string {
  const network = networkOf(address);
  return network.includes(':')
    ? network.split(':').slice(0, 3).join(':')
    : network.split('.').slice(0, 2).join('.');
}

const BROWSERS: readonly [RegExp, string][] = [
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/OPR\/|Opera/, 'Opera'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const SYSTEMS: readonly [RegExp, string][] = [
  [/Android/, 'Android'],
  [/iPhone|iPad|iOS/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/Linux|X11/, 'Linux'],
];

/** What people know a device by: "Firefox on Linux", or the program's own name without its version. */
export function deviceName(t: Translator, userAgent: string): string {
  const { program, system } = familyOf(userAgent);
  const name = program ?? t('common.device-unknown');
  return system === undefined ? name : t('common.device', { program: name, system });
}

interface Family {
  readonly program: string | undefined;
  readonly system: string | undefined;
}

function familyOf(userAgent: string): Family {
  const find = (list: readonly [RegExp, string][]) => list.find(([pattern]) => pattern.test(userAgent))?.[1];
  const own = /^[\w .-]{1,40}/.exec(userAgent)?.[0].trim() || undefined;
  return { program: find(BROWSERS) ?? own, system: find(SYSTEMS) };
}
