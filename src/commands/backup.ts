// `nexus backup …`: proof that a backup can be restored. `manifest` writes down what the database holds, `verify` restores
// the newest backup to that very moment and compares.

import { readFile } from 'node:fs/promises';
import type { Config } from '../config.ts';
import { type Digest, digestDatabase, firstDifference } from '../tenant/digest.ts';
import { makeLogger } from '../utils/log.ts';
import { type Arguments, type Command, optional, print, required, UsageError } from './command.ts';
import { openShards } from './open.ts';
import { withRestored } from './restored.ts';

interface Manifest {
  readonly takenAt: string;
  /** Shard → what it holds. */
  readonly shards: Readonly<Record<string, Digest>>;
}

const manifest: Command = {
  usage: '[--point NAME] > FILE',
  summary:
    'Write row counts and checksums of every table, as they are at one moment; with --point a restore can end at it.',
  options: { point: { type: 'string' } },
  async run(config, args) {
    const shards = await openShards(config, makeLogger('warn'));
    try {
      const digests: Record<string, Digest> = {};
      for (const [name, url] of shards.urls) {
        digests[name] = await digestDatabase(url, optional(args.options, 'point'));
      }
      const written: Manifest = { takenAt: new Date().toISOString(), shards: digests };
      print(JSON.stringify(written, null, 1));
    } finally {
      await shards.stop();
    }
  },
};

const verify: Command = {
  usage: '--manifest FILE [--shard NAME] [--database-url URL | --stanza NAME --scratch FOLDER]',
  summary:
    'Restore the newest backup with pgBackRest beside the running database and compare it with a manifest; or compare ' +
    'the database at an address.',
  options: {
    manifest: { type: 'string' },
    shard: { type: 'string' },
    'database-url': { type: 'string' },
    stanza: { type: 'string' },
    scratch: { type: 'string' },
  },
  async run(config, args) {
    const shard = optional(args.options, 'shard') ?? 'main';
    const wanted = await readManifest(required(args.options, 'manifest'), shard);
    const found = await digestRestored(config, args, shard, wanted);
    const difference = firstDifference(wanted.tables, found.tables);
    print(difference ?? `The same rows in all ${Object.keys(found.tables).length} tables.`);
    return difference === null ? 0 : 1;
  },
};

async function readManifest(file: string, shard: string): Promise<Digest> {
  const { shards } = JSON.parse(await readFile(file, 'utf8')) as Manifest;
  const digest = shards[shard];
  if (digest === undefined)
    throw new UsageError(`--shard: the manifest knows ${Object.keys(shards).join(', ')}`);
  return digest;
}

function digestRestored(config: Config, { options }: Arguments, shard: string, { point }: Digest) {
  const url = optional(options, 'database-url');
  if (url !== undefined) return digestDatabase(url);
  if (point === null) {
    throw new UsageError('--manifest: it was made without --point, so that no restore can end at its moment');
  }
  const address = config.shards?.get(shard);
  if (address === undefined) throw new UsageError(`--shard: DATABASE_URL or NEXUS_SHARDS names no ${shard}`);
  const database = new URL(address).pathname.slice(1);
  const stanza = optional(options, 'stanza') ?? 'nexus';
  return withRestored({ stanza, point, folder: optional(options, 'scratch') }, (restored) =>
    digestDatabase(restored(database)),
  );
}

export const backupCommands: Readonly<Record<string, Command>> = {
  'backup manifest': manifest,
  'backup verify': verify,
};
