// A TCP proxy before a server, for tests that cut connections: at once, or when a certain text passes.

import { once } from 'node:events';
import { connect, createServer, type NetConnectOpts, type Socket } from 'node:net';
import { atEnd } from './at-end.ts';

interface TcpProxy {
  readonly port: number;
  /** Cuts a connection before the server hears this text, the next `times` times that a client says it. */
  cutAt(text: string, times: number): void;
  /** Cuts all connections, and refuses new ones until `restore`. */
  refuse(): void;
  restore(): void;
}

/** Starts a proxy before a server of this machine; it ends with the file's tests. */
async function startTcpProxy(target: NetConnectOpts): Promise<TcpProxy> {
  const open = new Set<Socket>();
  const cuts = new Map<string, number>();
  let refusing = false;
  const isCut = (chunk: Buffer): boolean => {
    const text = [...cuts].find(([text, left]) => left > 0 && chunk.includes(text))?.[0];
    if (text !== undefined) cuts.set(text, cuts.get(text)! - 1);
    return text !== undefined;
  };
  const proxy = createServer((client) => {
    if (refusing) return void client.resetAndDestroy();
    const server = connect(target);
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      open.add(one);
      one
        .on('error', () => undefined)
        .on('close', () => {
          open.delete(one);
          other.destroy();
        });
    }
    client.on('data', (chunk: Buffer) => (isCut(chunk) ? client.destroy() : server.write(chunk)));
    server.on('data', (chunk: Buffer) => client.write(chunk));
  });
  const cutAll = () => {
    for (const socket of open) socket.destroy();
  };
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  atEnd(() => {
    cutAll();
    proxy.close();
  });
  return {
    port: (proxy.address() as { port: number }).port,
    cutAt: (text, times) => void cuts.set(text, times),
    refuse: () => {
      refusing = true;
      cutAll();
    },
    restore: () => {
      refusing = false;
    },
  };
}

/** The same for a database: its address by the proxy. */
export async function proxied(
  databaseUrl: string,
): Promise<{ readonly proxy: TcpProxy; readonly url: string }> {
  const url = new URL(databaseUrl);
  const host = decodeURIComponent(url.hostname);
  const port = Number(url.port || 5432);
  const proxy = await startTcpProxy(
    host.startsWith('/') ? { path: `${host}/.s.PGSQL.${port}` } : { host, port },
  );
  const login = `${url.username}:${url.password}`;
  return { proxy, url: `postgres://${login}@127.0.0.1:${proxy.port}${url.pathname}` };
}
