// The style sheet, the browser script and the icons: bundled once per process, served under names made of
// their content (so browsers keep them for good) and compressed beforehand.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build, type Metafile } from 'esbuild';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { notFound } from '../../utils/error.ts';
import { AHEAD_RULES } from './ahead.ts';
import { EMBED_SCRIPT, OFFLINE, WORKER } from './worker-address.ts';

const WEB = join(import.meta.dirname, '..');
const BASE = '/web/';

const sprite = readFileSync(join(WEB, 'icons.svg'));
const ICONS_FILE = `icons-${hashOf(sprite)}.svg`;
const AHEAD_FILE = `ahead-${hashOf(AHEAD_RULES)}.json`;

/** The sprite's address: known at once, since every component names it. */
export const ICONS = BASE + ICONS_FILE;

/** The names of all icons, in the order of the sprite. */
export const iconNames = (): string[] =>
  [...sprite.toString().matchAll(/<symbol id="([^"]+)"/g)].map(([, name]) => name!);

export interface Assets {
  /** Addresses on this host. */
  readonly style: string;
  readonly script: string;
  /** Of pages that other sites show in a frame. */
  readonly frameScript: string;
  /** Which pages browsers may load before they are asked for. */
  readonly ahead: string;
  readonly files: ReadonlyMap<string, File>;
  /** The service worker, which knows the files by name. */
  readonly worker: File;
  /** What other sites load to show our frames. */
  readonly embedHost: File;
}

/** A file in each coding a browser may accept. */
export interface File {
  readonly type: string;
  readonly bytes: Buffer;
  readonly br: Buffer;
  readonly gzip: Buffer;
}

// The first with light-dark(), on which all colours stand.
const BROWSERS = ['chrome123', 'firefox121', 'safari17.5'];

const TYPES: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  json: 'application/speculationrules+json',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

let made: Promise<Assets> | undefined;
let ready: Assets | undefined;

/** The files of this process, made when they are first asked for. */
export function loadAssets(): Promise<Assets> {
  made ??= makeAssets().then((assets) => {
    ready = assets;
    return assets;
  });
  return made;
}

/** The addresses of style sheet and script, for who has awaited `loadAssets` before. */
export function assetAddresses(): Assets {
  if (ready === undefined) throw new Error('The web files are not made yet: await loadAssets() first');
  return ready;
}

async function makeAssets(): Promise<Assets> {
  const { outputFiles, metafile } = await build({
    entryPoints: ['client/main.ts', 'client/embed.ts', 'styles/main.css'].map((name) => join(WEB, name)),
    outdir: join(WEB, 'out'),
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    target: BROWSERS,
    absWorkingDir: WEB,
    metafile: true,
    write: false,
    logLevel: 'silent',
  });
  const files = new Map<string, File>();
  for (const { path, contents } of outputFiles) files.set(basename(path), await file(path, contents));
  files.set(ICONS_FILE, await file(ICONS_FILE, sprite));
  files.set(AHEAD_FILE, await file(AHEAD_FILE, AHEAD_RULES));
  return {
    style: addressOf(metafile, 'styles/main.css'),
    script: addressOf(metafile, 'client/main.ts'),
    frameScript: addressOf(metafile, 'client/embed.ts'),
    ahead: BASE + AHEAD_FILE,
    files,
    worker: await buildWorker([...files.keys()].map((name) => BASE + name)),
    embedHost: await buildAlone('client/embed-host.ts'),
  };
}

const buildWorker = (names: readonly string[]): Promise<File> =>
  buildAlone('client/service-worker.ts', { FILES: JSON.stringify(names), OFFLINE: JSON.stringify(OFFLINE) });

/** In one piece, for a script that is kept by a name that does not change. */
async function buildAlone(entry: string, define: Record<string, string> = {}): Promise<File> {
  const { outputFiles } = await build({
    entryPoints: [join(WEB, entry)],
    bundle: true,
    minify: true,
    format: 'iife',
    target: BROWSERS,
    define,
    write: false,
    logLevel: 'silent',
  });
  return file('alone.js', outputFiles[0]!.contents);
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64url').slice(0, 8);
}

async function file(path: string, contents: Uint8Array): Promise<File> {
  const bytes = Buffer.from(contents);
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
  const [br, gzipped] = await Promise.all([
    promisify(brotliCompress)(bytes, quality),
    promisify(gzip)(bytes, { level: 9 }),
  ]);
  return { type: TYPES[path.split('.').at(-1)!] ?? 'application/octet-stream', bytes, br, gzip: gzipped };
}

function addressOf({ outputs }: Metafile, entry: string): string {
  return BASE + basename(Object.entries(outputs).find(([, output]) => output.entryPoint === entry)![0]);
}

/** `/web/…`: kept by browsers and proxies for good. */
export function assetRoutes(fastify: FastifyInstance): void {
  fastify.get<{ Params: { file: string } }>(`${BASE}:file`, async (request, reply) => {
    const { files } = await loadAssets();
    const found = files.get(request.params.file);
    if (found === undefined) throw notFound();
    return send(request, reply, found);
  });

  // Browsers compare it byte for byte each time they ask.
  fastify.get(WORKER, async (request, reply) => {
    const { worker } = await loadAssets();
    reply.header('Content-Security-Policy', "default-src 'none'; connect-src 'self'");
    return send(request, reply, worker, 'no-cache');
  });

  fastify.get(EMBED_SCRIPT, async (request, reply) => {
    const { embedHost } = await loadAssets();
    reply.headers({ 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' });
    return send(request, reply, embedHost, 'public, max-age=3600');
  });
}

function send(
  request: FastifyRequest,
  reply: FastifyReply,
  { type, bytes, br, gzip }: File,
  kept = 'public, max-age=31536000, immutable',
): FastifyReply {
  const accepted = request.headers['accept-encoding'] ?? '';
  const coding = /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : undefined;
  if (coding !== undefined) reply.header('Content-Encoding', coding);
  return reply
    .type(type)
    .headers({
      'Cache-Control': kept,
      'X-Content-Type-Options': 'nosniff',
      Vary: 'Accept-Encoding',
    })
    .send({ br, gzip, none: bytes }[coding ?? 'none']);
}
