// Secrets may stand in files, as containers get them: DATABASE_URL_FILE names a file that holds DATABASE_URL. Only
// these: a password in a file is out of `ps`, `docker inspect` and crash reports; other settings need no hiding.

import { readFileSync } from 'node:fs';

type Env = Readonly<Record<string, string | undefined>>;

const SECRETS = [
  'DATABASE_URL',
  'DATABASE_DIRECT_URL',
  'DATABASE_REPLICA_URL',
  'NEXUS_SHARDS',
  'NEXUS_DIRECT_SHARDS',
  'NEXUS_REPLICA_SHARDS',
  'REDIS_URL',
  'SMTP_URL',
  'METRICS_TOKEN',
] as const;

/** The environment with what its files hold in it. Names given twice and files that cannot be read are mistakes. */
export function readSecretFiles(env: Env, mistakes: string[]): Env {
  const whole: Record<string, string | undefined> = { ...env };
  for (const name of SECRETS) {
    const path = env[`${name}_FILE`];
    delete whole[`${name}_FILE`];
    if (path === undefined || path === '') continue;
    if (env[name]) mistakes.push(`${name} and ${name}_FILE are both set: keep one`);
    else whole[name] = contentOf(path, name, mistakes);
  }
  return whole;
}

function contentOf(path: string, name: string, mistakes: string[]): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    mistakes.push(
      `${name}_FILE names ${path}, which cannot be read (${(error as NodeJS.ErrnoException).code})`,
    );
    return undefined;
  }
}
