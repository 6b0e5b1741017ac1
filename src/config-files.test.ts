import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { readConfig } from './config.ts';

let folder: string;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nexus-secrets-'));
});
after(() => rm(folder, { recursive: true, force: true }));

const secret = async (name: string, content: string): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
};

test('a secret is read from the file its name with _FILE points to', async () => {
  const config = readConfig({
    DATABASE_URL_FILE: await secret('database', 'postgres://nexus:secret@database/nexus\n'),
    REDIS_URL_FILE: await secret('redis', 'redis://cache:6379/0'),
    SMTP_URL_FILE: await secret('smtp', 'smtps://mail.example.org'),
    METRICS_TOKEN_FILE: await secret('token', 'let me read\n'),
  });
  assert.equal(config.shards?.get('main'), 'postgres://nexus:secret@database/nexus');
  assert.equal(config.redisUrl, 'redis://cache:6379/0');
  assert.equal(config.smtpUrl, 'smtps://mail.example.org');
  assert.equal(config.metricsToken, 'let me read');
});

test('what stands in a file is checked like the setting itself', async () => {
  const path = await secret('wrong', 'mysql://nexus@database');
  assert.throws(() => readConfig({ DATABASE_URL_FILE: path }), /must begin with postgres:\/\//);
});

test('a file that is away and a secret given twice are mistakes', async () => {
  const away = join(folder, 'away');
  assert.throws(() => readConfig({ SMTP_URL_FILE: away }), /SMTP_URL_FILE names .*away.*ENOENT/);
  const twice = { METRICS_TOKEN: 'one', METRICS_TOKEN_FILE: await secret('two', 'two') };
  assert.throws(() => readConfig(twice), /METRICS_TOKEN and METRICS_TOKEN_FILE are both set/);
});

test('other settings are no secrets and have no files', () => {
  assert.throws(
    () => readConfig({ LOG_LEVEL_FILE: '/run/secrets/level' }),
    /LOG_LEVEL_FILE is not a setting/,
  );
});
