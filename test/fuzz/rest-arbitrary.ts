// Random requests to the REST routes and pages, made from what each route declares: near enough to what it
// takes to get inside, and wrong in every way there is.

import fc from 'fast-check';
import { meaningOf } from '../support/route-requests.ts';
import type { JsonSchema, Route } from '../support/served.ts';
import { anyJson, deepJson, hostileNumber, hostileText, symbol } from './hostile.ts';

export interface FuzzRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** As whom: filled in when it is sent. */
  readonly who: 'owner' | 'friend' | 'app' | 'nobody' | 'wrong';
}

const SYMBOLS = [
  'account',
  'asker',
  'status',
  'comment',
  'media',
  'notification',
  'request',
  'featuredTag',
  'tag',
  'username',
];

const anySymbol = fc.constantFrom(...SYMBOLS).map(symbol);
const words = fc.constantFrom(
  'Hello @zzusernamezz #zztagzz',
  'public',
  'private',
  'en',
  'read write',
  'zzclientIdzz',
);

const textValue = fc.oneof(
  { weight: 4, arbitrary: anySymbol },
  { weight: 4, arbitrary: hostileText },
  { weight: 2, arbitrary: words },
);

/** A value as the schema wants it, mostly. */
function likely(schema: JsonSchema): fc.Arbitrary<unknown> {
  const right = rightValue(schema);
  return fc.oneof(
    { weight: 7, arbitrary: right },
    { weight: 1, arbitrary: anyJson },
    { weight: 1, arbitrary: right.map((one) => [one]) },
  );
}

function rightValue(schema: JsonSchema): fc.Arbitrary<unknown> {
  if (schema.enum !== undefined) return fc.oneof(fc.constantFrom(...schema.enum), hostileText);
  if (schema.type === 'boolean') return fc.constantFrom(true, false, 'true', '0', 'on', 1, null, 'maybe');
  if (schema.type === 'integer' || schema.type === 'number')
    return fc.oneof(fc.integer({ min: 0, max: 80 }), hostileNumber);
  if (schema.type === 'array') return fc.array(likely(schema.items ?? {}), { maxLength: 4 });
  if (schema.type === 'object') return recordOf(schema);
  return textValue;
}

function recordOf(schema: JsonSchema): fc.Arbitrary<Record<string, unknown>> {
  const known = Object.fromEntries(
    Object.entries(schema.properties ?? {}).map(([name, one]) => [name, likely(one)]),
  );
  const extra = fc.dictionary(
    fc.constantFrom('__proto__', 'constructor', 'id', 'access_token', 'role'),
    anyJson,
    { maxKeys: 1 },
  );
  return fc
    .tuple(fc.record(known, { requiredKeys: [] }), extra)
    .map(([given, more]) => ({ ...more, ...given }));
}

/** `a[b][]=c`, as forms and queries write what JSON nests. */
function flatten(value: unknown, key = ''): [string, string][] {
  if (Array.isArray(value))
    return value.flatMap((one, index) => flatten(one, `${key}[${index % 2 === 0 ? '' : index}]`));
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([name, one]) =>
      flatten(one, key === '' ? name : `${key}[${name}]`),
    );
  }
  return [[key, String(value)]];
}

const encode = (text: string): string => encodeURIComponent(text.toWellFormed());

const asForm = (value: unknown): string =>
  flatten(value)
    .map(([name, one]) => `${encode(name)}=${encode(one)}`)
    .join('&');

const BOUNDARY = 'limit';

const asMultipart = (value: unknown): string =>
  `${flatten(value)
    .map(
      ([name, one]) =>
        `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${encode(name)}"\r\n\r\n${one}\r\n`,
    )
    .join('')}--${BOUNDARY}--\r\n`;

const part = (name: string, bytes: string): string =>
  `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n${bytes}\r\n--${BOUNDARY}--\r\n`;

type Body = { readonly type: string; readonly body: string };

const multipartType = `multipart/form-data; boundary=${BOUNDARY}`;

/** A body in any of the forms a client may send, or in none. */
function bodyOf(schema: JsonSchema): fc.Arbitrary<Body> {
  const shaped = recordOf(schema);
  const bytes = fc.string({ unit: 'binary', maxLength: 100 });
  return fc.oneof(
    {
      weight: 6,
      arbitrary: shaped.map((value) => ({ type: 'application/json', body: JSON.stringify(value) })),
    },
    {
      weight: 3,
      arbitrary: shaped.map((value) => ({ type: 'application/x-www-form-urlencoded', body: asForm(value) })),
    },
    { weight: 2, arbitrary: shaped.map((value) => ({ type: multipartType, body: asMultipart(value) })) },
    {
      weight: 1,
      arbitrary: anyJson.map((value) => ({ type: 'application/json', body: JSON.stringify(value) })),
    },
    { weight: 1, arbitrary: deepJson.map((body) => ({ type: 'application/json', body })) },
    { weight: 1, arbitrary: bytes.map((body) => ({ type: 'application/json; charset=utf-8', body })) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom('file', 'avatar', 'header'), bytes)
        .map(([name, body]) => ({ type: multipartType, body: part(name, body) })),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(shaped, fc.nat(300))
        .map(([value, end]) => ({ type: multipartType, body: asMultipart(value).slice(0, end) })),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(
          fc.constantFrom(
            'text/plain',
            'multipart/form-data',
            'image/svg+xml',
            'nonsense',
            'application/json;;',
            '*/*',
          ),
          bytes,
        )
        .map(([type, body]) => ({ type, body })),
    },
  );
}

const headers: fc.Arbitrary<Record<string, string>> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({}) },
  {
    weight: 1,
    arbitrary: fc.dictionary(
      fc.constantFrom(
        'accept',
        'accept-language',
        'cookie',
        'content-encoding',
        'idempotency-key',
        'origin',
        'if-none-match',
        'range',
        'user-agent',
        'x-forwarded-for',
        'x-forwarded-host',
        'x-http-method-override',
        'authorization',
        'transfer-encoding',
        'expect',
        'content-length',
      ),
      // What a socket lets through: the parser refuses the rest before any code of ours runs.
      fc.oneof(
        fc.string({ unit: 'grapheme-ascii', maxLength: 300 }),
        fc.constantFrom(
          'gzip',
          'session=zztokenzz; form=x',
          'a, a, a',
          'null',
          'Basic OjpAQA==',
          'Bearer',
          'chunked',
          '-1',
          'bytes=0-',
        ),
      ),
      { maxKeys: 3 },
    ),
  },
);

/** Requests to a route with a path filled by ids, or by what is none. */
function requestTo(route: Route): fc.Arbitrary<FuzzRequest> {
  const parts = route.path.split('/');
  const pieces = parts.map((piece, index) => {
    if (!piece.includes(':') && piece !== '*') return fc.constant(piece);
    const meaning = meaningOf(piece, parts[index - 1]) ?? 'status';
    return fc
      .oneof(
        { weight: 4, arbitrary: fc.constant(symbol(meaning)) },
        { weight: 1, arbitrary: anySymbol },
        { weight: 1, arbitrary: hostileText.map(encode) },
      )
      .map((value) => piece.replace(/:\w+|\*/, () => value));
  });
  const query = fc.oneof(
    { weight: 3, arbitrary: recordOf(route.query).map(asForm) },
    { weight: 1, arbitrary: anyJson.map(asForm) },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme-ascii', maxLength: 40 }).map(encodeURI) },
  );
  return fc
    .record({
      method: fc.oneof(
        { weight: 12, arbitrary: fc.constant(route.method) },
        { weight: 1, arbitrary: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS') },
      ),
      pieces: fc.tuple(...pieces),
      query,
      headers,
      body:
        route.method === 'GET' ? fc.option(bodyOf(route.body), { freq: 20, nil: null }) : bodyOf(route.body),
      who: fc.oneof(
        { weight: 6, arbitrary: fc.constant('owner' as const) },
        {
          weight: 3,
          arbitrary: fc.constantFrom('friend' as const, 'app' as const, 'nobody' as const, 'wrong' as const),
        },
      ),
    })
    .map(({ method, pieces, query, headers, body, who }) => ({
      method,
      url: `${pieces.join('/')}${query === '' ? '' : `?${query}`}`,
      headers: { ...(body !== null && method !== 'GET' && { 'content-type': body.type }), ...headers },
      body: method === 'GET' || method === 'HEAD' ? undefined : body?.body,
      who,
    }));
}

/** Any request to any of these routes, or to none of them. */
export function anyRequest(routes: readonly Route[]): fc.Arbitrary<FuzzRequest> {
  const nowhere: Route = { method: 'GET', path: '/api/v1/*', query: {}, body: {} };
  return fc.oneof(...[...routes, nowhere].map(requestTo));
}
