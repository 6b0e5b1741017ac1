// Every drill, by the name `npm run drill NAME` knows it by.

import { alerts } from './alerts.ts';
import { cacheLoss } from './cache-loss.ts';
import { dbAway } from './db-away.ts';
import { dbCrash, dbLoss } from './db-failover.ts';
import { diskFull } from './disk-full.ts';
import { firewall } from './firewall.ts';
import { front } from './front.ts';
import { image } from './image.ts';
import { killWeb } from './kill-web.ts';
import { killWorker } from './kill-worker.ts';
import type { Drill } from './kit/drill.ts';
import { lint } from './lint.ts';
import { pooler } from './pooler.ts';
import { restore } from './restore.ts';
import { rolling } from './rolling.ts';
import { upgrade } from './upgrade.ts';

export const DRILLS: Readonly<Record<string, Drill>> = {
  front,
  rolling,
  'kill-web': killWeb,
  'kill-worker': killWorker,
  'cache-loss': cacheLoss,
  pooler,
  'db-crash': dbCrash,
  'db-loss': dbLoss,
  'db-away': dbAway,
  'disk-full': diskFull,
  restore,
  upgrade,
  alerts,
  firewall,
  image,
  lint,
};
