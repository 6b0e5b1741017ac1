// A member who is hard on every page: the longest name there may be, words that do not end, scripts that run the other way, four
// pictures, a warning; unknown to ada, so that what reaches her is held back.

import { pictureOf } from '../support/picture.ts';
import type { Ask } from './demo.ts';

export const HARD_NAME = 'ወርቁ ገብረ Wolfeschlegelsteinhaus';

const POSTS = [
  'ሰላም ለሁላችሁ! ዛሬ ወደብ ላይ በጣም ደስ የሚል ቀን ነው። ነገ ጠዋት አብረን ቡና እንጠጣ? #ቡና',
  'صباح الخير يا جيران! الدراجة جاهزة عند @farid، شكرا جزيلا. https://example.org/a/rather/long/address/that/nobody/types/by/hand #دراجات',
  `One word: ${'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'.repeat(2)}`,
];

interface Where {
  readonly address: string;
  readonly token: string;
  readonly ask: Ask;
}

export async function addHardCase({ address, token, ask }: Where): Promise<void> {
  // What worku writes to ada is held back: they do not know each other.
  await ask('/api/v2/notifications/policy', { for_not_following: 'filter' }, 'PUT');
  const send = async (path: string, body: object, method = 'POST') => {
    const form = body instanceof FormData;
    const type: Record<string, string> = form ? {} : { 'content-type': 'application/json' };
    const headers = { authorization: `Bearer ${token}`, ...type };
    const answer = await fetch(address + path, {
      method,
      headers,
      body: form ? body : JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as { id: string };
  };
  await send(
    '/api/v1/accounts/update_credentials',
    { display_name: HARD_NAME, note: POSTS.join(' ').slice(0, 480) },
    'PATCH',
  );
  for (const status of POSTS) await send('/api/v1/statuses', { status });
  const media: string[] = [];
  for (const [index, colour] of ['teal', 'goldenrod', 'indianred', 'slateblue'].entries()) {
    const form = new FormData();
    const [width, height] = index % 2 === 0 ? [640, 480] : [300, 900];
    form.set('file', new Blob([new Uint8Array(await pictureOf(colour, width, height))]), `${colour}.png`);
    form.set('description', `A field of ${colour}`);
    media.push((await send('/api/v2/media', form)).id);
  }
  await send('/api/v1/statuses', { status: 'Four fields of colour', media_ids: media });
  await send('/api/v1/statuses', {
    status: '@ada what do you think of this?',
    spoiler_text: 'About the ending of the film that everybody else has seen already, twice',
  });
}
