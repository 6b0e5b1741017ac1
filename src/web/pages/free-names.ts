// Usernames to offer where the wanted one cannot be had.

import type { Ctx } from '../../context.ts';
import { usersByUsername } from '../../user/user.ts';
import { checkUsername, USERNAME_LIMIT } from '../../user/username.ts';

const OFFERED = 3;

/** Up to three names close to the wanted one that nobody bears; one statement. */
export async function freeNames(ctx: Ctx, wanted: string): Promise<readonly string[]> {
  const stem = stemOf(wanted);
  if (stem === '') return [];
  const year = new Date().getUTCFullYear() % 100;
  const endings = ['', '_', '1', `${year}`, '_2', '_here', `_${year}`];
  const names = [...new Set(endings.map((ending) => stem + ending))].filter(
    (name) => name !== wanted && isAllowed(name),
  );
  const taken = await usersByUsername(ctx, names);
  const bearers = new Set([...taken.values()].map(({ profile }) => profile.username.toLowerCase()));
  return names.filter((name) => !bearers.has(name.toLowerCase())).slice(0, OFFERED);
}

/** What is left of a name when everything a username cannot hold is taken away: "Zoë Brown" is zoe_brown. */
const stemOf = (wanted: string): string =>
  wanted
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/@.*$/, '')
    .trim()
    .replace(/[\s.-]+/g, '_')
    .replace(/\W/g, '')
    .slice(0, USERNAME_LIMIT - 5);

function isAllowed(name: string): boolean {
  try {
    checkUsername(name);
    return true;
  } catch {
    return false;
  }
}
