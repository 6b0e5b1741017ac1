// Which server of Redis or Valkey to speak to: the one that REDIS_URL names, or, where Sentinels watch over several,
// the one they call the master now.

import { createClient } from '@redis/client';

export interface RedisPlace {
  /** The server, or with Sentinels the name they know the servers by in place of the host. */
  readonly url: string;
  /** Addresses of Sentinels; none: the server of `url` is the only one. */
  readonly sentinels: readonly string[];
}

/** Milliseconds that a server has to take a connection. */
const PATIENCE = 3000;

/** Connects to the master; throws when there is none now. What is lost later is told by the event `error`. */
export async function connectMaster({ url, sentinels }: RedisPlace) {
  if (sentinels.length === 0) return connect(url);
  const name = new URL(url).hostname;
  const [host, port] = await Promise.any(sentinels.map((address) => askSentinel(address, name)));
  const client = await connect(at(url, host, port));
  // A Sentinel that was cut off names the master of before, which may have come back as a replica.
  const [role] = (await client.sendCommand(['ROLE'])) as unknown as [string];
  if (role === 'master') return client;
  client.destroy();
  throw new Error(`${host}:${port}, which a Sentinel calls the master, is a ${role}`);
}

async function askSentinel(address: string, name: string): Promise<[host: string, port: string]> {
  const sentinel = await connect(address);
  try {
    const found = await sentinel.sendCommand(['SENTINEL', 'get-master-addr-by-name', name]);
    if (!Array.isArray(found)) throw new Error(`The Sentinel at ${new URL(address).host} knows no ${name}`);
    return found as unknown as [string, string];
  } finally {
    sentinel.destroy();
  }
}

async function connect(url: string) {
  const client = createClient({
    url,
    disableOfflineQueue: true,
    // Pings find out a server that went without a word.
    pingInterval: 10_000,
    commandOptions: { timeout: PATIENCE },
    socket: { connectTimeout: PATIENCE, reconnectStrategy: false },
  });
  // Without a listener an error would end the process; the promise below tells of it as well.
  client.on('error', () => undefined);
  return client.connect();
}

export type Client = Awaited<ReturnType<typeof connectMaster>>;

function at(url: string, host: string, port: string): string {
  const address = new URL(url);
  address.hostname = host.includes(':') ? `[${host}]` : host;
  address.port = port;
  return address.href;
}
