// The bus over Redis or Valkey. A server that is away delays freshness and nothing else, so that neither a
// start nor a request waits for it.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Ear } from '../db/listener.ts';
import type { Logger } from '../log.ts';
import { Link } from './redis-link.ts';
import type { Client, RedisPlace } from './redis-master.ts';
import type { Transport } from './transport.ts';

/** Milliseconds a start waits for the first connection. */
const PATIENCE = 2000;

/** Bytes of a payload: small enough that a slow reader's buffer at the server holds many. */
const LIMIT = 64 * 1024;

/** The transport of deployments with REDIS_URL. Deployments that share a server need a database number each. */
export function redisTransport(place: RedisPlace, log: Logger): Transport {
  const channel = channelOf(place.url);
  const sender = new Link({ place, log, prepare: async () => undefined });
  let receiver: Link | undefined;
  return {
    name: 'redis',
    limit: LIMIT,
    async listen(ear) {
      receiver = new Link({ place, log, prepare: hearing(channel, ear) });
      const ready = Promise.all([sender.open(), receiver.open()]);
      const inTime = await Promise.race([ready.then(() => true), sleep(PATIENCE, false, { ref: false })]);
      if (inTime) return;
      log.warn('REDIS_URL does not answer yet: live updates wait for it');
      void ready.then(() => ear.missed());
    },
    async send(payloads) {
      // What this process could not hear itself waits until it can.
      if (receiver?.connected !== true) throw new Error('Redis is not connected');
      await Promise.all(payloads.map((payload) => sender.client.publish(channel, payload)));
    },
    up: () => sender.connected && receiver?.connected === true,
    async close() {
      sender.close();
      receiver?.close();
    },
  };
}

/** Subscribes, on every connection but the first after a gap that is told. */
function hearing(channel: string, ear: Ear): (client: Client) => Promise<void> {
  let heard = false;
  return async (client) => {
    await client.subscribe(channel, (payload) => ear.heard(payload));
    if (heard) ear.missed();
    heard = true;
  };
}

/** Channels know no database numbers: the number of the address is put into the name. */
const channelOf = (url: string): string => `nexus:${new URL(url).pathname.replace('/', '') || '0'}:bus`;
