// `nexus start`, `web` and `worker`: the long-running commands.

import { isDemo, seedDemoInto } from '../../seeds/demo/demo.ts';
import { type Config, showsMail } from '../config.ts';
import type { Deployment } from '../deployment.ts';
import { type Ending, type Parts, start } from '../main.ts';
import { createTenant } from '../tenant/lifecycle.ts';
import { type Command, print } from './command.ts';

export const startAll: Command = {
  usage: '',
  summary: 'Everything in one process, on an embedded database unless DATABASE_URL is set.',
  run: (config) => serve(config, { web: true, worker: true, prepare: (d) => firstStart(config, d) }),
};

export const startWeb: Command = {
  usage: '',
  summary: 'The HTTP server alone.',
  run: (config) => serve(config, { web: true, worker: false }),
};

export const startWorkerOnly: Command = {
  usage: '',
  summary: 'The background worker alone.',
  run: (config) => serve(config, { web: false, worker: true }),
};

async function serve(config: Config, parts: Parts): Promise<number> {
  if (parts.web !== parts.worker && config.shards === null) {
    throw new Error('Without DATABASE_URL the database is embedded in one process: use nexus start.');
  }
  const stopped = untilSignal();
  const running = await start(config, parts);
  announceStart(config, running.deployment, parts);
  await running.stop(await stopped);
  return 0;
}

/** The first start on an embedded database makes the first community and content to look at. */
async function firstStart(config: Config, deployment: Deployment): Promise<void> {
  if (deployment.directory.all().length > 0) return;
  if (config.shards === null && !config.production) {
    print('First start: making two communities with people and posts …');
    await seedDemoInto(deployment);
    return;
  }
  await createTenant(deployment.shardUrls, { slug: 'main', domains: ['localhost', '127.0.0.1'] });
  await deployment.directory.refresh();
}

/**
 * Resolves at the first SIGTERM, which supervisors send and which leaves time to drain, or SIGINT, which comes from
 * a keyboard and does not; a second one ends the process at once.
 */
function untilSignal(): Promise<Ending> {
  return new Promise((resolve) => {
    let asked = false;
    const ask = (ending: Ending) => () => {
      if (asked) process.exit(1);
      asked = true;
      resolve(ending);
    };
    process.on('SIGINT', ask('now'));
    process.on('SIGTERM', ask('drained'));
  });
}

function announceStart(config: Config, deployment: Deployment, parts: Parts): void {
  if (!parts.web) {
    print('Nexus works on the job queue.');
    return;
  }
  const lines = ['', 'Nexus is running.', ''];
  for (const tenant of deployment.directory.all().slice(0, 5))
    lines.push(`  ${tenant.settings.name.padEnd(24)} ${tenant.origin}`);
  const origin = deployment.directory.all()[0]?.origin ?? '';
  lines.push('', `  REST reference           ${origin}/docs`, `  GraphQL                  ${origin}/graphql`);
  if (showsMail(config)) lines.push(`  Mail sent so far         ${origin}/mail`);
  if (!config.production && deployment.directory.all().some(isDemo)) {
    lines.push('', '  Sign in as ada@example.org (owner) or ben@example.org with the password "nexus-demo"');
  }
  print(`${lines.join('\n')}\n`);
}
