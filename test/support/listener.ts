// Breaking the connection on which a process hears the others, and no other process's on the same database.

import pg from 'pg';
import type { Deployment } from '../../src/deployment.ts';
import { eventually } from './eventually.ts';

/** Kills the listening connection of a process. It is known by a message that the process sends on it. */
export async function killListener(deployment: Deployment): Promise<void> {
  const client = new pg.Client({ connectionString: deployment.shardUrls.get('main')! });
  await client.connect();
  const mark = String(process.hrtime.bigint());
  let pid: number | undefined;
  client.on('notification', ({ payload, processId }) => {
    if (payload?.includes(mark)) pid = processId;
  });
  await client.query('listen nexus_bus');
  deployment.bus.publish(0, { kind: 'post-changed', postId: mark });
  await eventually(async () => pid, Boolean);
  await client.query('select pg_terminate_backend($1)', [pid]);
  await client.end();
}
