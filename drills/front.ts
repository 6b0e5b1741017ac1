// The shipped HAProxy configuration, held to what it promises, before stand-ins for web processes.

import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as claims from './front/claims.ts';
import * as lines from './front/lines.ts';
import { startStandIns } from './front/stand-in.ts';
import { OPENSSL } from './kit/certificate.ts';
import type { Drill } from './kit/drill.ts';
import { FRONT_FOLDER, faultsOfFront, HAPROXY, startFront } from './kit/haproxy.ts';
import type { Trial } from './kit/trial.ts';

const LIMITS = { FRONT_REQUESTS_PER_ADDRESS: '2000', FRONT_REQUESTS_PER_TOKEN: '80' };

export const front: Drill = {
  summary:
    'The configuration of HAProxy is checked by each version at hand, then asked what it must refuse, hide, repeat, keep ' +
    'open and reload, in front of stand-ins for web processes.',
  needs: [HAPROXY, OPENSSL],
  async run(trial) {
    const faults = await faultsOfFront(trial);
    for (const fault of faults) trial.say(fault);
    const planted = await faultsOfFront(trial, await withFault(trial));
    const servers = await startStandIns(trial);
    // What is measured at the first front door is not in the way of the second, which has no limits.
    const stage = { trial, servers, front: await startFront(trial, servers.addresses, LIMITS) };
    return [
      { name: 'alerts and warnings about the configuration', value: faults.length, atMost: 0 },
      { name: 'alerts about a planted mistake', value: planted.length, atLeast: 1 },
      await claims.honesty(stage),
      await claims.hiddenRequests(stage),
      ...(await claims.refusals(stage)),
      await claims.bodies(stage),
      await claims.repeats(stage),
      await claims.encryption(stage),
      await claims.certbot(stage),
      await lines.webSockets(stage),
      await lines.maintenance(stage),
      await lines.limits(stage),
      ...(await lines.reloads({ ...stage, front: await startFront(trial, servers.addresses) })),
      ...(await lines.newCertificates(stage)),
    ];
  },
};

async function withFault(trial: Trial): Promise<string> {
  const folder = join(trial.folder, 'faulty');
  await cp(FRONT_FOLDER, folder, { recursive: true });
  const file = join(folder, 'haproxy.cfg');
  await writeFile(file, (await readFile(file, 'utf8')).replace('option redispatch', 'option redispach'));
  return folder;
}
