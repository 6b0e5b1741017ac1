// An address of this community typed into a search means exactly what it shows.

import type { Ctx } from '../context.ts';
import { type Id, isId } from '../utils/id.ts';

export type Addressed =
  | { readonly kind: 'user'; readonly username: string }
  | { readonly kind: 'post'; readonly id: Id }
  | { readonly kind: 'unknown' };

const PATH = /^\/(?:@|users\/)(?<name>\w{1,30})(?:\/(?:statuses\/)?(?<id>\d{1,19}))?\/?$/;

/** What a query that is a web address stands for; null: it is no address. */
export function readAddress(ctx: Ctx, query: string): Addressed | null {
  if (!/^https?:\/\/\S+$/i.test(query) || !URL.canParse(query)) return null;
  const { hostname, pathname } = new URL(query);
  const { name, id } = PATH.exec(pathname)?.groups ?? {};
  if (name === undefined || !ctx.tenant.domains.includes(hostname)) return { kind: 'unknown' };
  if (id === undefined) return { kind: 'user', username: name };
  return isId(id) ? { kind: 'post', id } : { kind: 'unknown' };
}
