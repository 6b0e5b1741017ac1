// Writes the rules of Prometheus as objects of its operator, from deploy/prometheus/rules; with --check only tells whether
// they are what those say. What Nexus itself measures: databases, machines and probes are watched by others there.

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const DEPLOY = join(import.meta.dirname, '../deploy');
const FILE = join(DEPLOY, 'kubernetes/overlays/production/rules.yaml');
const NAMES = ['service', 'jobs', 'slo'];
/** Of what a cluster has without Nexus: probes, other scrapes, the watchdog of its Prometheus. */
const ELSEWHERE = ['NexusProbeFailing', 'NexusCertificateExpiring', 'NexusExporterDown', 'NexusWatchdog'];

const HEAD = '# Written by scripts/print-kubernetes-rules.ts from deploy/prometheus/rules.\n';

async function ruleOf(name: string): Promise<string> {
  const text = await readFile(join(DEPLOY, 'prometheus/rules', `${name}.yml`), 'utf8');
  const rules = text
    .slice(text.indexOf('groups:'))
    .split(/^(?= {6}- |\s{2}- name: )/m)
    .filter((part) => !ELSEWHERE.some((alert) => part.startsWith(`      - alert: ${alert}\n`)))
    .join('')
    .trimEnd()
    .replace(/^(?=.)/gm, '  ');
  return `apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata:\n  name: nexus-${name}\nspec:\n${rules}\n`;
}

const printed = HEAD + (await Promise.all(NAMES.map(ruleOf))).join('---\n');
if (!process.argv.includes('--check')) await writeFile(FILE, printed);
else if ((await readFile(FILE, 'utf8').catch(() => '')) !== printed) {
  console.error(`${FILE} is stale: run bin/nexus --node scripts/print-kubernetes-rules.ts`);
  process.exitCode = 1;
}
