// The windows people look through: a phone and a desktop, with script and without.

import { DESKTOP, PHONE } from '../support/chromium.ts';

export const WINDOWS = [
  { kind: 'a phone, with script', viewport: PHONE, script: true },
  { kind: 'a desktop, with script', viewport: DESKTOP, script: true },
  { kind: 'a phone, without script', viewport: PHONE, script: false },
  { kind: 'a desktop, without script', viewport: DESKTOP, script: false },
] as const;
