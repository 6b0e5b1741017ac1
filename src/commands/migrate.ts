// `nexus migrate`: brings the directory, the shards and every community to the newest schema.

import { migrateAll } from '../tenant/migrate.ts';
import { makeLogger } from '../utils/log.ts';
import { progressBar } from '../utils/progress.ts';
import { type Command, print } from './command.ts';
import { openShards } from './open.ts';

export const migrate: Command = {
  usage: '',
  summary: 'Bring every community to the newest schema. May be repeated and goes on where it was cut off.',
  async run(config) {
    const shards = await openShards(config, makeLogger('warn'));
    const bar = progressBar('Migrating communities');
    try {
      await migrateAll(shards.urls, bar.update);
    } finally {
      bar.stop();
      await shards.stop();
    }
    print('Every community is up to date.');
  },
};
