// What the server tells the script about the page: a block of data in the document, read once.

import type { ClientMessage } from '../../utils/messages/client-messages.ts';
import type { CLIENT_KEYS } from '../kit/client-keys.ts';
import { fillIn, type Values } from './message.ts';

export type ClientKey = (typeof CLIENT_KEYS)[number];

export interface PageData {
  /** Who is signed in. */
  readonly viewer: string | null;
  readonly messages: Readonly<Record<string, ClientMessage>>;
  /** The address of the service worker, where there is one. */
  readonly worker?: string;
}

let data: PageData | undefined;

/** The page's data. */
export function page(): PageData {
  data ??= JSON.parse(document.getElementById('page')?.textContent ?? '{"viewer":null,"messages":{}}');
  return data!;
}

/** The language of the page. */
export const language = (): string => document.documentElement.lang || 'en';

/** A text in the language of the page. */
export function message(key: ClientKey, values?: Values): string {
  return fillIn(language(), page().messages[key] ?? key, values);
}
