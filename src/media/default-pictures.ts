// The pictures of people who have chosen none; drawn by `scripts/draw-default-pictures.ts`.

import { readFileSync } from 'node:fs';

const read = (name: string): [string, Buffer] => [
  name,
  readFileSync(new URL(`assets/${name}`, import.meta.url)),
];

/** File name → PNG, served under `/assets/`. */
export const DEFAULT_PICTURES: ReadonlyMap<string, Buffer> = new Map(['avatar.png', 'header.png'].map(read));
