// Relay connections over the domain's keyset pages. Lists are newest first: `first`/`after` walk to older
// nodes, `last`/`before` back to newer ones. A cursor is the id of the row the list is ordered by.

import type { InterfaceRef, ObjectRef } from '@pothos/core';
import type { Page, Slice } from '../../utils/cursor.ts';
import { invalid } from '../../utils/error.ts';
import { type Id, isId } from '../../utils/id.ts';
import { LIMITS } from '../engine/limits.ts';
import type { Loader } from '../engine/loader.ts';
import { builder, type SchemaTypes } from './builder.ts';

export interface Edge<Node> {
  readonly cursor: Id;
  readonly node: Node;
}

export interface Connection<Node> {
  readonly edges: readonly Edge<Node>[];
  readonly pageInfo: PageInfo;
  /** Only where a count is kept. */
  readonly totalCount?: number;
}

interface PageInfo {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly startCursor: Id | undefined;
  readonly endCursor: Id | undefined;
}

const PageInfoType = builder.objectRef<PageInfo>('PageInfo').implement({
  description: 'Where a page lies in its list.',
  fields: (t) => ({
    hasNextPage: t.exposeBoolean('hasNextPage', { description: 'Whether older nodes may follow.' }),
    hasPreviousPage: t.exposeBoolean('hasPreviousPage', { description: 'Whether newer nodes may precede.' }),
    startCursor: t.string({ nullable: true, resolve: (page) => writeCursor(page.startCursor) }),
    endCursor: t.string({
      nullable: true,
      description: 'Pass it as `after` to go on.',
      resolve: (page) => writeCursor(page.endCursor),
    }),
  }),
});

type NodeRef<Shape> = ObjectRef<SchemaTypes, Shape> | InterfaceRef<SchemaTypes, Shape>;

/** Declares `<name>Connection` and `<name>Edge`; `counted` adds `totalCount` with that description. */
export function connectionType<Shape>(name: string, node: NodeRef<Shape>, counted?: string) {
  const edge = builder.objectRef<Edge<Shape>>(`${name}Edge`).implement({
    fields: (t) => ({
      cursor: t.string({ resolve: (parent) => writeCursor(parent.cursor)! }),
      node: t.field({ type: node, resolve: (parent) => parent.node as never }),
    }),
  });
  return builder.objectRef<Connection<Shape>>(`${name}Connection`).implement({
    fields: (t) => ({
      edges: t.field({ type: [edge], resolve: (parent) => parent.edges }),
      nodes: t.field({
        type: [node],
        description: 'The nodes alone, for who needs no cursors.',
        resolve: (parent) => parent.edges.map((one) => one.node) as never,
      }),
      pageInfo: t.field({ type: PageInfoType, resolve: (parent) => parent.pageInfo }),
      ...(counted !== undefined && {
        totalCount: t.int({
          nullable: true,
          description: counted,
          resolve: (parent) => parent.totalCount ?? null,
        }),
      }),
    }),
  });
}

export interface PageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
  readonly before?: string | null;
}

/** The arguments of every connection field. */
export const pageArguments = () =>
  builder.args((t) => ({
    first: t.int({ description: `How many of the newest; 1 to ${LIMITS.page}.` }),
    after: t.string({ description: 'Only what is older than this cursor.' }),
    last: t.int({ description: `How many of the oldest, counted from \`before\`; 1 to ${LIMITS.page}.` }),
    before: t.string({ description: 'Only what is newer than this cursor.' }),
  }));

export const USUAL_PAGE = 20;

/** Extensions of a connection field: what the cost needs, and the scope a token must cover. */
export const paged = (scope: string | null, usual = USUAL_PAGE) => ({ page: usual, scope });

/** The page to ask the domain for: one more than wanted, so that it is known whether more follow. */
export interface AskedPage extends Page {
  readonly backward: boolean;
  readonly wanted: number;
}

/** Reads and checks the arguments of a connection field. */
export function readPage(args: PageArguments, usual = USUAL_PAGE): AskedPage {
  if (typeof args.first === 'number' && typeof args.last === 'number') {
    throw invalid('last', 'invalid', 'cannot be combined with first');
  }
  const backward = typeof args.last === 'number';
  const wanted = size(backward ? 'last' : 'first', args.last ?? args.first ?? usual);
  const [maxId, newerThan] = [readCursor('after', args.after), readCursor('before', args.before)];
  const low = backward ? { minId: newerThan ?? '0' } : { sinceId: newerThan };
  return { backward, wanted, limit: wanted + 1, maxId, ...low };
}

/** Reads and checks a `first` that stands alone. */
export const readFirst = (first: number | null | undefined): number => size('first', first ?? USUAL_PAGE);

function size(field: 'first' | 'last', wanted: number): number {
  if (wanted >= 1 && wanted <= LIMITS.page) return wanted;
  throw invalid(field, 'invalid', `must be from 1 to ${LIMITS.page}`, LIMITS.page);
}

/** A page of the domain, which names a cursor per item, as a connection. */
export function toConnection<Shape>(
  page: AskedPage,
  slice: Slice<Shape>,
  totalCount?: number,
): Connection<Shape> {
  const found = slice.items.map((node, index) => ({ node, cursor: slice.cursors![index]! }));
  const over = found.length > page.wanted;
  const edges = page.backward ? found.slice(-page.wanted) : found.slice(0, page.wanted);
  const more = over || slice.more;
  // What was cut is asked for again; what is hidden is not.
  const start = over && page.backward ? edges[0]?.cursor : slice.first;
  const end = over && !page.backward ? edges.at(-1)?.cursor : slice.last;
  return {
    edges,
    ...(totalCount !== undefined && { totalCount }),
    pageInfo: {
      hasNextPage: page.backward ? page.minId !== '0' : more,
      hasPreviousPage: page.backward ? more : page.maxId !== undefined,
      startCursor: start,
      endCursor: end,
    },
  };
}

/** Reads the arguments, asks the domain for the page and shapes it. */
export async function listed<Shape>(
  args: PageArguments,
  read: (page: Page) => Promise<Slice<Shape>>,
): Promise<Connection<Shape>> {
  const page = readPage(args);
  return toConnection(page, await read(page));
}

/** This page of the list of one of many owners, through a loader. */
export function loadConnection<Shape>(
  from: Loader<Id, Slice<Shape>>,
  owner: Id,
  page: AskedPage,
  totalCount?: number,
): Connection<Shape> | Promise<Connection<Shape>> {
  const shape = (slice: Slice<Shape> = NOTHING) => toConnection(page, slice, totalCount);
  const slice = from.load(owner);
  return slice instanceof Promise ? slice.then(shape) : shape(slice);
}

const NOTHING: Slice<never> = { items: [], more: false };

/** The arguments of a list that is ranked instead of dated: it is paged forward only. */
export const rankedArguments = () =>
  builder.args((t) => ({
    first: t.int({ description: `How many; 1 to ${LIMITS.page}.` }),
    after: t.string({ description: 'Only what follows this cursor.' }),
  }));

/** A page of a ranked list; `read` is asked for one more than wanted. Its cursors count places. */
export async function rankedConnection<Shape>(
  args: PageArguments,
  read: (ranks: { limit: number; offset: number }) => Promise<readonly Shape[]>,
): Promise<Connection<Shape>> {
  const wanted = size('first', args.first ?? USUAL_PAGE);
  const offset = Number(readCursor('after', args.after) ?? 0);
  const found = offset > 1_000_000 ? [] : await read({ limit: wanted + 1, offset });
  const edges = found.slice(0, wanted).map((node, index) => ({ node, cursor: String(offset + index + 1) }));
  const [startCursor, endCursor] = [edges.at(0)?.cursor, edges.at(-1)?.cursor];
  const more = found.length > wanted;
  return { edges, pageInfo: { hasNextPage: more, hasPreviousPage: offset > 0, startCursor, endCursor } };
}

const PREFIX = 'cursor:';

const writeCursor = (id: Id | undefined): string | null =>
  id === undefined ? null : Buffer.from(PREFIX + id).toString('base64url');

function readCursor(field: string, given: string | null | undefined): Id | undefined {
  if (given === null || given === undefined) return undefined;
  const text = given.length > 60 ? '' : Buffer.from(given, 'base64url').toString();
  const id = text.slice(PREFIX.length);
  if (text.startsWith(PREFIX) && isId(id) && writeCursor(id) === given) return id;
  throw invalid(field, 'invalid', 'is not a cursor of this list');
}
