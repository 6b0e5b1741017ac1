// What pgBackRest keeps is brought back three times: to a named moment, by `nexus backup verify`, which compares every row;
// to a random second, as after a mistake of somebody's; and as far as it goes, after the machine is lost.

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type ArchivedPostgres, startArchivedPostgres } from './kit/archived-postgres.ts';
import { type Clients, startClients, type Written } from './kit/clients.ts';
import { inDebianRoot } from './kit/debian-root.ts';
import type { Drill } from './kit/drill.ts';
import { ROOT } from './kit/need.ts';
import { type NexusOptions, nexus, startWeb, startWorker } from './kit/nexus.ts';
import { makePeople } from './kit/people.ts';
import type { Trial } from './kit/trial.ts';

const MEMBERS = ['ada', 'ben', 'cleo', 'dara'];

export const restore: Drill = {
  summary:
    'PostgreSQL 18 archives to pgBackRest while members write. The newest backup is restored beside it and compared row ' +
    'by row; then the database is brought back to a random second; then its disk is lost and the backup is all there is.',
  needs: [ROOT, inDebianRoot('usr/bin/pgbackrest'), inDebianRoot('usr/lib/postgresql/18/bin/postgres')],
  async run(trial) {
    const database = await startArchivedPostgres(trial);
    const options = { databaseUrl: database.url, home: join(trial.folder, 'home') };
    const members = await makePeople(options, MEMBERS);
    await database.pgbackrest('stanza-create');
    await database.pgbackrest('--type=full', 'backup');
    trial.say('a full backup is made');

    const tokens = members.map(({ token }) => token);
    const early = await writeFor(trial, options, tokens, async () => {
      await sleep(trial.scaled(30_000));
      await database.pgbackrest('--type=diff', 'backup');
      return verify(trial, options, database);
    });
    trial.say(`compared with a manifest: ${early.result}`);

    const target = early.stopped - Math.round(Math.random() * trial.scaled(20_000)) - 1000;
    await toSecond(trial, database, target);
    const back = await textsIn(database);
    const before = early.written.filter(({ at }) => at < target);
    const after = early.written.filter(({ from }) => from > target);

    const late = await writeFor(trial, options, tokens, () =>
      sleep(trial.scaled(75_000) + Math.random() * 10_000),
    );
    trial.say('the disk of the database is lost');
    await database.lose();
    await restoreNewest(database);
    const kept = await textsIn(database);
    const lost = late.written.filter(({ text }) => !kept.has(text));
    return [
      { name: 'writes acknowledged', value: early.written.length + late.written.length },
      { name: 'tables that differ from the manifest', value: early.result ? 0 : 1, atMost: 0 },
      {
        name: 'lost of what was acknowledged before the second',
        value: before.filter(({ text }) => !back.has(text)).length,
        unit: `of ${before.length}`,
        atMost: 0,
      },
      {
        name: 'there of what was asked for after the second',
        value: after.filter(({ text }) => back.has(text)).length,
        unit: `of ${after.length}`,
        atMost: 0,
      },
      {
        name: 'lost with the disk, counted back from the last write',
        value: secondsLost(late.written, lost),
        unit: 's',
        atMost: 60,
      },
    ];
  },
};

interface Wrote<T> {
  readonly written: readonly Written[];
  readonly stopped: number;
  readonly result: T;
}

/** A deployment with members who write, for as long as something takes. */
async function writeFor<T>(
  trial: Trial,
  options: NexusOptions,
  tokens: readonly string[],
  work: () => Promise<T>,
): Promise<Wrote<T>> {
  const web = await startWeb(trial, { ...options, name: 'web' });
  const worker = startWorker(trial, { ...options, name: 'worker' });
  const clients: Clients = startClients(trial, { addresses: () => [web.address], tokens, pause: 20 });
  const result = await work();
  await clients.stop();
  const stopped = Date.now();
  for (const failure of clients.failures.slice(0, 3)) trial.say(failure);
  await Promise.all([web.stop(), worker.stop()]);
  return { written: clients.written, stopped, result };
}

/** Whether the newest backup, restored by the command that hosts use, holds the rows of this moment. */
async function verify(trial: Trial, options: NexusOptions, database: ArchivedPostgres): Promise<boolean> {
  const manifest = await nexus(trial, options, ['backup', 'manifest', '--point', 'drill']);
  const file = join(trial.folder, 'manifest.json');
  await writeFile(file, manifest);
  await database.archive();
  const env = { PATH: `${database.programs}:${process.env.PATH}` };
  const args = ['backup', 'verify', '--manifest', file, '--scratch', database.folder];
  const said = await nexus(trial, { ...options, env }, args).catch((error: Error) => error.message);
  trial.say(said.trim());
  return said.startsWith('The same rows');
}

async function toSecond(trial: Trial, database: ArchivedPostgres, target: number): Promise<void> {
  const time = new Date(target).toISOString().replace('T', ' ').replace('Z', '+00');
  trial.say(`back to ${time}`);
  await database.archive();
  await database.lose();
  await bringBack(database, ['--type=time', `--target=${time}`, '--target-action=promote']);
}

const restoreNewest = (database: ArchivedPostgres): Promise<void> => bringBack(database, []);

async function bringBack(database: ArchivedPostgres, target: readonly string[]): Promise<void> {
  await database.pgbackrest(...target, 'restore');
  await database.start();
}

async function textsIn({ url }: ArchivedPostgres): Promise<ReadonlySet<string>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ text: string }>('select text from t_main.post');
  await client.end();
  return new Set(rows.map(({ text }) => text));
}

function secondsLost(written: readonly Written[], lost: readonly Written[]): number {
  const end = Math.max(...written.map(({ at }) => at));
  return lost.length === 0 ? 0 : (end - Math.min(...lost.map(({ at }) => at))) / 1000;
}
