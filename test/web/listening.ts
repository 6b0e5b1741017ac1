// A community served on a port of this process, for a browser: its host name ends in `.localhost`, which browsers take
// to this machine.

import type { Config } from '../../src/config.ts';
import type { Settings } from '../../src/tenant/settings.ts';
import { type Community, makeCommunity } from '../support/community.ts';
import { freePort } from '../support/running-server.ts';
import { serve } from '../support/served.ts';

export interface Listening {
  readonly community: Community;
  /** Such as `http://t0123.localhost:40123`. */
  readonly address: string;
}

/** Makes a community and serves it until the file's tests are done. */
export async function listen(
  settings: Partial<Settings> = {},
  overrides: Partial<Config> = {},
): Promise<Listening> {
  const port = await freePort();
  const community = await makeCommunity(settings, { port, publicPort: port, ...overrides });
  const { server } = await serve(community.deployment);
  await server.listen({ host: '127.0.0.1', port });
  return { community, address: `http://${community.host}:${port}` };
}
