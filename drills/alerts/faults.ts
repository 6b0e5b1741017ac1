// What is broken, which alerts that must bring, and how it is mended. The faults of a round are there at once.

import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Deployment } from './deployment.ts';
import type { Monitoring } from './monitoring.ts';

interface Scene {
  readonly deployment: Deployment;
  readonly monitoring: Monitoring;
}

export interface Round {
  readonly what: string;
  readonly alerts: readonly string[];
  break(scene: Scene): Promise<unknown>;
  mend(scene: Scene): Promise<unknown>;
}

/** Puts mails into the queue as registering would; `template` as src/deliver/mail-texts.ts names them. */
export async function enqueueMails(
  { sql }: Deployment,
  { count, template = 'reset', tries = 12 }: { count: number; template?: string; tries?: number },
): Promise<void> {
  const values = { name: 'ada', link: 'http://localhost/reset/confirm?secret=of-no-mail' };
  const mail = { to: 'ada@example.org', template, values, locale: 'en' };
  await sql(
    `select graphile_worker.add_job('deliver/mail', ($1::jsonb || jsonb_build_object('tenant', t.id))::json, max_attempts := $3)
     from nexus.tenant t, generate_series(1, $2::int) where t.slug = 'main'`,
    [JSON.stringify(mail), count, tries],
  );
}

const busyAndRefused: Round = {
  what: 'the mail server refuses, a job cannot be done, Valkey is killed, a certificate ends soon, a table is locked',
  alerts: [
    'NexusMailFailing',
    'NexusJobsGivenUp',
    'NexusCacheDown',
    'NexusCertificateExpiring',
    'NexusPoolExhausted',
    'NexusErrorRate',
  ],
  async break({ deployment }) {
    await deployment.mail.stop();
    await deployment.parts.valkey.stop();
    await deployment.site.certify(5);
    await enqueueMails(deployment, { count: 1, template: 'of-nobody', tries: 1 });
    await enqueueMails(deployment, { count: 10 });
    await lockPosts(deployment);
  },
  async mend({ deployment }) {
    await unlockPosts();
    await deployment.mail.start();
    await deployment.parts.valkey.start();
    await deployment.site.certify(90);
    // As the runbook of NexusJobsGivenUp says.
    await deployment.sql(
      `select graphile_worker.complete_jobs(array_agg(id)) from graphile_worker.jobs where attempts >= max_attempts`,
    );
    await enqueueMails(deployment, { count: 200 });
  },
};

let unlockPosts: () => Promise<void> = async () => undefined;

/** Locks the table of posts and lets members ask for it, more than there are connections, until it is unlocked. */
async function lockPosts({ databaseUrl, sql, webPorts, token }: Deployment): Promise<void> {
  const [tenant] = await sql<{ schema_name: string }>(
    `select schema_name from nexus.tenant where slug = 'main'`,
  );
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(`begin; lock table ${tenant!.schema_name}.post`);
  let locked = true;
  const headers = { authorization: `Bearer ${token}` };
  const ask = async () => {
    while (locked) {
      const answer = await fetch(`http://127.0.0.1:${webPorts[0]}/api/v1/timelines/public`, {
        headers,
      }).catch(() => null);
      await answer?.arrayBuffer();
      await sleep(50);
    }
  };
  const asking = Promise.all(Array.from({ length: 20 }, ask));
  unlockPosts = async () => {
    locked = false;
    await client.query('rollback');
    await client.end();
    await asking;
  };
}

const fewer: Round = {
  what: 'the worker is killed while a job waits, and one of two web processes',
  alerts: ['NexusWorkerDown', 'NexusJobsLate', 'NexusWebProcessDown'],
  async break({ deployment }) {
    await deployment.parts.worker.stop();
    await deployment.parts.second.stop();
    await deployment.sql(
      `select graphile_worker.add_job('media/remove-files', json_build_object('tenant', id, 'keys', '{}'::text[]), run_at := now() - interval '1 hour')
       from nexus.tenant where slug = 'main'`,
    );
  },
  mend: ({ deployment: { parts } }) => Promise.all([parts.worker.start(), parts.second.start()]),
};

const none: Round = {
  what: 'PostgreSQL is stopped, and both web processes are killed',
  alerts: ['NexusDatabaseDown', 'NexusPostgresDown', 'NexusWebDown', 'NexusProbeFailing'],
  break: ({ deployment: { parts } }) =>
    Promise.all([parts.first.stop(), parts.second.stop(), parts.database.stop()]),
  async mend({ deployment: { parts } }) {
    await parts.database.start();
    for (const part of [parts.first, parts.second]) await part.start();
  },
};

export const ROUNDS: readonly Round[] = [busyAndRefused, fewer, none];
