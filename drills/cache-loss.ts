// Valkey carries what processes tell each other, and nothing that must not be lost: while it is away, the API goes on as
// if nothing were, and open pages catch up afterwards.

import { setTimeout as sleep } from 'node:timers/promises';
import { type Clients, startClients } from './kit/clients.ts';
import { inDebianRoot } from './kit/debian-root.ts';
import type { Drill } from './kit/drill.ts';
import { startWeb, startWorker } from './kit/nexus.ts';
import { type OpenPage, openPage } from './kit/open-page.ts';
import { makePeople } from './kit/people.ts';
import { startPostgres } from './kit/postgres.ts';
import { until } from './kit/process.ts';
import { startWatched, type Watched } from './kit/sentinel.ts';
import type { Trial } from './kit/trial.ts';

const CLIENTS = 6;
const READERS = 4;
const MEMBERS = Array.from({ length: CLIENTS + READERS }, (_, index) => `member${index}`);

export const cacheLoss: Drill = {
  summary:
    'Two web processes tell each other what is new over Valkey with three Sentinels, under load and with live pages open. ' +
    'Valkey goes altogether for ten seconds; then its master is killed; then the Sentinels are told to switch back.',
  needs: [inDebianRoot('usr/bin/valkey-sentinel')],
  async run(trial) {
    const options = { databaseUrl: await startPostgres(trial), home: `${trial.folder}/home` };
    const members = await makePeople(options, MEMBERS);
    const watched = await startWatched(trial);
    const parts = { ...options, env: watched.env };
    const webs = [
      await startWeb(trial, { ...parts, name: 'web-1' }),
      await startWeb(trial, { ...parts, name: 'web-2' }),
    ];
    startWorker(trial, { ...parts, name: 'worker' });
    const addresses = webs.map(({ address }) => address);
    const tokens = members.slice(0, CLIENTS).map(({ token }) => token);
    const clients = startClients(trial, { addresses: () => addresses, tokens, pause: 20 });
    await until('a first post', () => clients.written.length > 0);
    const readers = members
      .slice(CLIENTS)
      .map((member, index) => openPage(addresses[index % 2]!, member, clients.written[0]!.id));
    trial.atEnd(() => readers.forEach((reader) => void reader.close()));

    const silences = await breakIt(trial, watched, clients, readers);
    await clients.stop();
    await sleep(2000);
    const written = clients.written.slice(1).map(({ id }) => id);
    const untold = readers.flatMap(({ shown }) => written.filter((id) => !shown.has(id)));
    for (const failure of clients.failures.slice(0, 5)) trial.say(failure);
    return [
      { name: 'API requests', value: clients.asked, atLeast: trial.scaled(5000) },
      { name: 'API requests failed', value: clients.failures.length, atMost: 0 },
      { name: 'posts written', value: written.length },
      { name: 'posts not shown to one of the live pages', value: untold.length, atMost: 0 },
      { name: 'live again after Valkey is back', value: silences.away, unit: 's', atMost: 20 },
      { name: 'live again after the master was killed', value: silences.killed, unit: 's', atMost: 30 },
      { name: 'live again after a switch by hand', value: silences.switched, unit: 's', atMost: 20 },
    ];
  },
};

async function breakIt(trial: Trial, watched: Watched, clients: Clients, readers: readonly OpenPage[]) {
  const [first, second] = watched.servers;
  const calm = () => sleep(trial.scaled(10_000));
  const again = (what: string) => liveAgain(trial, what, clients, readers);
  await again('at first');
  await calm();
  trial.say('Valkey is killed, master and replica');
  await Promise.all([first.kill(), second.kill()]);
  await calm();
  await Promise.all([first.start(), second.start()]);
  const away = await again('after the loss of both');
  await calm();
  const master = await watched.master();
  trial.say('the master is killed');
  const [lost, kept] = master === first.port ? [first, second] : [second, first];
  await lost.kill();
  const killed = await again('after the loss of the master');
  await until('the Sentinels to have a new master', async () => (await watched.master()) === kept.port);
  await lost.start();
  await calm();
  trial.say('the Sentinels are told to switch');
  // Told again: a Sentinel gives up by itself where it knows of no replica that is up to date.
  const isSwitched = async () => {
    if ((await watched.master()) === lost.port) return true;
    await watched.switchOver().catch(() => undefined);
    return false;
  };
  await until('the switch', isSwitched, { every: 2000 });
  const switched = await again('after the switch');
  await calm();
  return { away, killed, switched };
}

/** Seconds until a post written after now is on every live page. */
async function liveAgain(trial: Trial, what: string, clients: Clients, readers: readonly OpenPage[]) {
  const began = Date.now();
  await until(`every page to be live ${what}`, () => {
    const fresh = clients.written.filter(({ at }) => at > began);
    return readers.every(({ shown }) => fresh.some(({ id }) => shown.has(id)));
  });
  const seconds = (Date.now() - began) / 1000;
  trial.say(`live ${what} after ${seconds.toFixed(1)} s`);
  return seconds;
}
