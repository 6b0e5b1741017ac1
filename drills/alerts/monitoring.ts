// Prometheus, Alertmanager and the exporters, with the shipped files. Put in are addresses, the token and how often
// they look; what the rules wait for stays.

import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { debianProgram } from '../kit/debian-program.ts';
import { answers, freePort, startProcess, until } from '../kit/process.ts';
import type { Trial } from '../kit/trial.ts';
import { type Deployment, METRICS_TOKEN } from './deployment.ts';
import { DEPLOY } from './rules.ts';

export interface Monitoring {
  /** Their addresses. */
  readonly prometheus: string;
  readonly alertmanager: string;
}

const INTERVAL = '5s';

export async function startMonitoring(trial: Trial, deployment: Deployment): Promise<Monitoring> {
  trial.say('starting Prometheus, Alertmanager and exporters');
  const ports = {
    prometheus: await freePort(),
    alertmanager: await freePort(),
    blackbox: await freePort(),
    postgres: await freePort(),
    node: await freePort(),
  };
  await startExporters(trial, deployment, ports);
  await writePrometheus(trial, deployment, ports);
  await startAlertmanager(trial, deployment, ports);
  const folder = join(trial.folder, 'prometheus');
  const { logFile } = start(trial, 'prometheus', [
    `--config.file=${join(folder, 'prometheus.yml')}`,
    `--storage.tsdb.path=${join(folder, 'data')}`,
    `--web.listen-address=127.0.0.1:${ports.prometheus}`,
  ]);
  const address = (port: number) => `http://127.0.0.1:${port}`;
  const [prometheus, alertmanager] = [address(ports.prometheus), address(ports.alertmanager)];
  await until('Prometheus', () => answers(`${prometheus}/-/ready`), { logFile });
  return { prometheus, alertmanager };
}

type Ports = Readonly<Record<'prometheus' | 'alertmanager' | 'blackbox' | 'postgres' | 'node', number>>;

const start = (trial: Trial, name: string, args: readonly string[], env: Record<string, string> = {}) =>
  startProcess(trial, { name, ...debianProgram(name, args), env });

async function startExporters(trial: Trial, deployment: Deployment, ports: Ports): Promise<void> {
  const url = new URL(deployment.databaseUrl);
  const source = `postgres://${url.username}:${url.password}@127.0.0.1:${deployment.databasePort}/nexus?sslmode=disable`;
  start(trial, 'prometheus-postgres-exporter', [`--web.listen-address=127.0.0.1:${ports.postgres}`], {
    DATA_SOURCE_NAME: source,
  });
  const textfiles = join(trial.folder, 'textfiles');
  await mkdir(textfiles);
  const backup = `nexus_backup_last_success_timestamp_seconds{stanza="nexus"} ${Math.round(Date.now() / 1000)}\n`;
  await writeFile(join(textfiles, 'nexus-backup.prom'), backup);
  start(trial, 'prometheus-node-exporter', [
    `--web.listen-address=127.0.0.1:${ports.node}`,
    `--collector.textfile.directory=${textfiles}`,
  ]);
  const settings = join(DEPLOY, 'blackbox/blackbox.yml');
  const args = [`--web.listen-address=127.0.0.1:${ports.blackbox}`, `--config.file=${settings}`];
  start(trial, 'prometheus-blackbox-exporter', args, { SSL_CERT_FILE: deployment.site.authority });
}

/** The shipped folder with this deployment's addresses. */
async function writePrometheus(trial: Trial, deployment: Deployment, ports: Ports): Promise<void> {
  const folder = join(trial.folder, 'prometheus');
  await cp(join(DEPLOY, 'prometheus'), folder, { recursive: true });
  await mkdir(join(folder, 'secrets'));
  await writeFile(join(folder, 'secrets/metrics-token'), METRICS_TOKEN);
  const at = (...list: number[]) => list.map((port) => `127.0.0.1:${port}`);
  const targets = {
    web: at(...deployment.webPorts),
    worker: at(deployment.workerPort),
    postgres: at(ports.postgres),
    node: at(ports.node),
    alertmanager: at(ports.alertmanager),
    haproxy: [],
    probe: [`http://127.0.0.1:${deployment.webPorts[0]}/status`, deployment.site.address],
  };
  for (const [name, list] of Object.entries(targets))
    await writeFile(join(folder, `targets/${name}.yml`), JSON.stringify([{ targets: list }]));
  const file = join(folder, 'prometheus.yml');
  const shipped = await readFile(file, 'utf8');
  const adapted = shipped
    .replaceAll(/(scrape|evaluation)_interval: 15s/g, `$1_interval: ${INTERVAL}`)
    .replace('blackbox:9115', `127.0.0.1:${ports.blackbox}`)
    .replace('localhost:9090', `127.0.0.1:${ports.prometheus}`);
  await writeFile(file, adapted);
}

async function startAlertmanager(trial: Trial, deployment: Deployment, ports: Ports): Promise<void> {
  const shipped = await readFile(join(DEPLOY, 'alertmanager/alertmanager.yml'), 'utf8');
  const file = join(trial.folder, 'alertmanager.yml');
  const smarthost = `smtp_smarthost: 127.0.0.1:${deployment.mailPort}\n  smtp_require_tls: false`;
  await writeFile(file, shipped.replace(/smtp_smarthost: .*/, smarthost));
  const { logFile } = start(trial, 'prometheus-alertmanager', [
    `--config.file=${file}`,
    `--storage.path=${join(trial.folder, 'alertmanager')}`,
    `--web.listen-address=127.0.0.1:${ports.alertmanager}`,
    '--cluster.listen-address=',
  ]);
  await until('Alertmanager', () => answers(`http://127.0.0.1:${ports.alertmanager}/-/ready`), { logFile });
}
