// What the app machine is made to ask for: private addresses written out, behind names, behind redirects from a
// public server, and behind names that change their mind.

import { CREDENTIAL_URLS, PRIVATE_NAMES, PRIVATE_URLS } from '../../test/support/ssrf-vectors.ts';
import { publicAddress } from './network.ts';

const NAMED = Object.keys(PRIVATE_NAMES).map((name) => `http://${name}/`);

const REDIRECTED = [...PRIVATE_URLS, ...NAMED].map((place, index) => {
  const to = encodeURIComponent(place.trim().replaceAll(/[^\x20-\x7e]/g, encodeURIComponent));
  return `http://${publicAddress('outside')}/?status=${[301, 302, 303, 307, 308][index % 5]}&to=${to}`;
});

/** Names that nobody has asked for: public at first, private when asked again. */
const rebinding = (attack: string): string[] =>
  ['10-0-0-1', '169-254-169-254', '127-0-0-1', '192-168-1-1'].flatMap((address) =>
    Array.from({ length: 5 }, (_, index) => `http://rebinding-${address}-${attack}-${index}.example/`),
  );

/** The vectors of one attack; each needs rebinding names of its own. */
export function vectorsFor(attack: string): readonly string[] {
  const names = rebinding(attack);
  return [
    ...PRIVATE_URLS,
    ...CREDENTIAL_URLS,
    ...NAMED,
    ...REDIRECTED,
    ...names,
    ...names,
    ...names,
    ...names,
  ];
}

/** What must go on working. */
export const PUBLIC_URLS: readonly string[] = [
  `http://${publicAddress('outside')}/`,
  'http://public.example/',
  `http://${publicAddress('outside')}/?status=302&to=${encodeURIComponent('http://public.example/')}`,
];
