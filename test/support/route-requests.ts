// A request for every route of the server, its parameters filled with what they stand for. A parameter that
// is not in these tables stops the walk: whoever adds a route says here what its ids mean.

import type { InjectOptions } from 'fastify';
import type { Ids } from './everything.ts';
import type { JsonSchema, Route } from './served.ts';

/** By its own name, or the word before it and its name: what a parameter of a path stands for; null: no thing. */
const IN_PATHS: Readonly<Record<string, keyof Ids | null>> = {
  'accounts/:id': 'account',
  'follow_requests/:account_id': 'asker',
  'suggestions/:account_id': 'account',
  'statuses/:id': 'status',
  'media/:id': 'media',
  'media/*': 'mediaFile',
  'notifications/:id': 'notification',
  'notifications/:group_key': 'notificationGroup',
  'requests/:id': 'request',
  'featured_tags/:id': 'featuredTag',
  'tags/:id': 'tag',
  'tags/:name': 'tag',
  'tag/:hashtag': 'tag',
  // Of pages.
  '@:name': 'username',
  '@:name/:id': 'status',
  '@:name.rss': 'username',
  'posts/:id': 'status',
  'users/:id': 'account',
  'notifications/:key': 'notificationGroup',
  'tags/:name.rss': 'tag',
  'sitemaps/:name.xml': null,
  'web/:file': null,
  'icons/:size.png': null,
};

/** By the path of the route, or its own name: what an id of a query or a body stands for. */
const IN_INPUTS: Readonly<Record<string, keyof Ids>> = {
  '/api/v1/accounts id': 'account',
  '/api/v1/accounts/relationships id': 'account',
  '/api/v1/accounts/familiar_followers id': 'account',
  '/api/v1/statuses id': 'status',
  '/api/v1/notifications/requests/accept id': 'request',
  '/api/v1/notifications/requests/dismiss id': 'request',
  '/api/v1/notifications/destroy_multiple ids': 'notification',
  account_id: 'account',
  acct: 'username',
  in_reply_to_id: 'status',
  last_read_id: 'notification',
  quoted_status_id: 'status',
  media_ids: 'media',
  tagged: 'tag',
};

/** Ids that only say where a page begins, and what an app calls itself. */
const NO_OBJECT = new Set(['max_id', 'since_id', 'min_id']);

/** What a request needs besides ids to get as far as looking them up. */
const USUAL: Readonly<Record<string, unknown>> = {
  status: 'Hello',
  q: 'hello',
  resource: 'acct:nobody@nowhere',
};

export interface RouteRequest {
  readonly route: Route;
  readonly options: InjectOptions;
  /** The values that were filled in, which an answer may repeat. */
  readonly filled: readonly string[];
  /** Whether an id stands in the path: then the thing is there or it is not. */
  readonly inPath: boolean;
}

/** One request with the path filled, and one more for each id that its query or body takes. */
export function requestsFor(route: Route, ids: Ids): RouteRequest[] {
  const path = fillPath(route.path, ids);
  const inputs = [
    ...idsIn(route, 'query', route.query, ids),
    ...(route.method === 'GET' ? [] : idsIn(route, 'body', route.body, ids)),
  ];
  const plain = { query: {}, body: {}, filled: [] as string[] };
  return [plain, ...inputs].map(({ query, body, filled }) => ({
    route,
    filled: [...path.filled, ...filled],
    inPath: path.filled.length > 0,
    options: {
      method: route.method as 'GET',
      url: path.text,
      query: asQuery({ ...usual(route.query), ...query }),
      ...(route.method !== 'GET' && { payload: { ...usual(route.body), ...body } }),
    },
  }));
}

/** What a part of a path behind another one stands for; undefined when nobody has said. */
export const meaningOf = (part: string, before: string | undefined): keyof Ids | null | undefined =>
  IN_PATHS[part in IN_PATHS ? part : `${before}/${part}`];

/** The path with each parameter's thing in its place, and what was put there. */
export function fillPath(path: string, ids: Ids): { text: string; filled: string[] } {
  const parts = path.split('/');
  const filled: string[] = [];
  const text = parts.map((part, index) => {
    if (!part.includes(':') && part !== '*') return part;
    const meaning = meaningOf(part, parts[index - 1]);
    if (meaning === undefined)
      throw new Error(`Say in ${import.meta.filename} what ${part} of ${path} means`);
    if (meaning === null) return part.replace(/:\w+/, '192');
    filled.push(ids[meaning]);
    return part === '*' ? ids[meaning] : part.replace(/:\w+/, encodeURIComponent(ids[meaning]));
  });
  return { text: text.join('/'), filled };
}

interface Input {
  readonly query: Record<string, unknown>;
  readonly body: Record<string, unknown>;
  readonly filled: string[];
}

function idsIn(route: Route, place: 'query' | 'body', schema: JsonSchema, ids: Ids): Input[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, inner]): Input[] => {
    if (inner.type === 'object') {
      const nested = idsIn(route, place, inner, ids);
      return nested.map((one) => ({ ...one, [place]: { [name]: one[place] } }));
    }
    const meaning = IN_INPUTS[`${route.path} ${name}`] ?? IN_INPUTS[name];
    if (meaning === undefined) return refuseUnknown(route, name);
    const value = inner.type === 'array' ? [ids[meaning]] : ids[meaning];
    return [{ query: {}, body: {}, filled: [ids[meaning]], [place]: { [name]: value } }];
  });
}

function refuseUnknown(route: Route, name: string): [] {
  if (!/(^|_)ids?$/.test(name) || NO_OBJECT.has(name) || name === 'client_id') return [];
  throw new Error(`Say in ${import.meta.filename} what ${name} of ${route.method} ${route.path} means`);
}

const usual = (schema: JsonSchema): Record<string, unknown> =>
  Object.fromEntries(Object.entries(USUAL).filter(([name]) => schema.properties?.[name] !== undefined));

/** As `a[]=1`. */
function asQuery(values: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) =>
      Array.isArray(value) ? [`${name}[]`, String(value[0])] : [name, String(value)],
    ),
  );
}
