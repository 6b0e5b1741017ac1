// The texts of the product. The English files are imported, so that a key nobody wrote is a type error; the
// other languages are read when the process starts, and where one lacks a text the English one stands in.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import about from '../../../locales/en/about.json' with { type: 'json' };
import account from '../../../locales/en/account.json' with { type: 'json' };
import client from '../../../locales/en/client.json' with { type: 'json' };
import common from '../../../locales/en/common.json' with { type: 'json' };
import compose from '../../../locales/en/compose.json' with { type: 'json' };
import errors from '../../../locales/en/errors.json' with { type: 'json' };
import explore from '../../../locales/en/explore.json' with { type: 'json' };
import feed from '../../../locales/en/feed.json' with { type: 'json' };
import install from '../../../locales/en/install.json' with { type: 'json' };
import keyboard from '../../../locales/en/keyboard.json' with { type: 'json' };
import live from '../../../locales/en/live.json' with { type: 'json' };
import mail from '../../../locales/en/mail.json' with { type: 'json' };
import nav from '../../../locales/en/nav.json' with { type: 'json' };
import notifications from '../../../locales/en/notifications.json' with { type: 'json' };
import people from '../../../locales/en/people.json' with { type: 'json' };
import post from '../../../locales/en/post.json' with { type: 'json' };
import profile from '../../../locales/en/profile.json' with { type: 'json' };
import search from '../../../locales/en/search.json' with { type: 'json' };
import settings from '../../../locales/en/settings.json' with { type: 'json' };
import share from '../../../locales/en/share.json' with { type: 'json' };
import status from '../../../locales/en/status.json' with { type: 'json' };
import styleguide from '../../../locales/en/styleguide.json' with { type: 'json' };
import { LOCALES, type LocaleTag } from './locale.ts';

const ENGLISH = {
  ...about,
  ...account,
  ...client,
  ...common,
  ...compose,
  ...errors,
  ...explore,
  ...feed,
  ...install,
  ...keyboard,
  ...live,
  ...mail,
  ...nav,
  ...notifications,
  ...people,
  ...post,
  ...profile,
  ...search,
  ...settings,
  ...share,
  ...status,
  ...styleguide,
};

export type MessageKey = keyof typeof ENGLISH;

/** Every area is a file of each language, and the first word of its keys. */
export const AREAS = [
  'about',
  'account',
  'client',
  'common',
  'compose',
  'errors',
  'explore',
  'feed',
  'install',
  'keyboard',
  'live',
  'mail',
  'nav',
  'notifications',
  'people',
  'post',
  'profile',
  'search',
  'settings',
  'share',
  'status',
  'styleguide',
] as const;

export interface Message {
  readonly text: string;
  /** The language the text is in: English where the wanted one lacks it. */
  readonly tag: LocaleTag;
}

const FOLDER = join(import.meta.dirname, '../../../locales');

const catalogues = new Map<LocaleTag, ReadonlyMap<string, string>>(
  LOCALES.map(({ tag }) => [tag, new Map(Object.entries(tag === 'en' ? ENGLISH : read(tag)))]),
);

/** The text of a key in a language, not yet formatted. */
export function messageOf(tag: LocaleTag, key: MessageKey): Message {
  const text = catalogues.get(tag)?.get(key);
  return text === undefined ? { text: ENGLISH[key] ?? key, tag: 'en' } : { text, tag };
}

function read(tag: LocaleTag): Record<string, string> {
  const files = AREAS.map((area) => join(FOLDER, tag, `${area}.json`)).filter((file) => existsSync(file));
  return Object.assign({}, ...files.map((file) => JSON.parse(readFileSync(file, 'utf8')) as object));
}
