// The bus over PostgreSQL's NOTIFY, on the process's one listening connection.

import type { Listener } from '../db/listener.ts';
import type { Transport } from './transport.ts';

const CHANNEL = 'nexus_bus';

/** The transport of deployments without REDIS_URL. The listener belongs to the caller, who closes it. */
export const notifyTransport = (listener: Listener): Transport => ({
  name: 'notify',
  // PostgreSQL refuses 8,000 bytes and more.
  limit: 7999,
  listen: (ear) => listener.listen(CHANNEL, ear),
  send: (payloads) => listener.send(CHANNEL, payloads),
  up: () => listener.connected,
  close: async () => undefined,
});
