// Drill: what Prometheus and Alertmanager say of a deployment that breaks. Their files are the shipped ones; only
// addresses are put in, and they look every five seconds instead of fifteen, so that the drill takes minutes.

import { GRAFANA_TYPES, typedDashboards } from './alerts/dashboard-types.ts';
import { startDeployment } from './alerts/deployment.ts';
import { ROUNDS, type Round } from './alerts/faults.ts';
import { startMonitoring } from './alerts/monitoring.ts';
import { answeredPanels } from './alerts/panels.ts';
import { checkFiles } from './alerts/rules.ts';
import { type Outcome, watchAlerts } from './alerts/watch.ts';
import { inDebianRoot } from './kit/debian-root.ts';
import type { Drill } from './kit/drill.ts';
import type { Figure } from './kit/figure.ts';
import { program } from './kit/need.ts';
import type { Trial } from './kit/trial.ts';

/** Seconds within which an alert must be on once its cause is there, and off once it is gone. */
const IN_TIME = 120;

export const alerts: Drill = {
  summary:
    'Prometheus, Alertmanager and exporters watch two web processes, a worker, PostgreSQL, Valkey and a mail server, which are broken one after the other and mended.',
  needs: [inDebianRoot('usr/bin/prometheus-alertmanager'), program('openssl'), GRAFANA_TYPES],
  async run(trial) {
    const checked = [...(await checkFiles(trial)), ...(await typedDashboards(trial))];
    const deployment = await startDeployment(trial);
    const monitoring = await startMonitoring(trial, deployment);
    const panels = await answeredPanels(trial, monitoring.prometheus, deployment);
    const outcomes: Outcome[] = [];
    for (const round of ROUNDS) outcomes.push(...(await play(trial, round, { deployment, monitoring })));
    return [...checked, ...figuresOf(outcomes), ...panels];
  },
};

type Scene = Parameters<Round['break']>[0];

/** Breaks, waits for the alerts, mends, waits for their end. */
async function play(trial: Trial, round: Round, scene: Scene): Promise<Outcome[]> {
  const watch = watchAlerts(scene.monitoring.alertmanager, round.alerts);
  trial.say(`breaking: ${round.what}`);
  await round.break(scene);
  await watch.on(IN_TIME);
  trial.say('mending');
  await round.mend(scene);
  const outcomes = await watch.off(IN_TIME * 2);
  for (const { alert, on, off } of outcomes) trial.say(`${alert}: on after ${on} s, off after ${off} s`);
  return outcomes;
}

function figuresOf(outcomes: readonly Outcome[]): Figure[] {
  const unit = `of ${outcomes.length}`;
  const all = { atLeast: outcomes.length, unit };
  const latest = (of: 'on' | 'off') => Math.max(...outcomes.map((outcome) => outcome[of]));
  return [
    {
      name: 'alerts that came within 2 minutes',
      value: outcomes.filter(({ on }) => on <= IN_TIME).length,
      ...all,
    },
    { name: 'slowest of them', value: latest('on'), atMost: IN_TIME, unit: 's' },
    {
      name: 'alerts that ended after mending',
      value: outcomes.filter(({ off }) => Number.isFinite(off)).length,
      ...all,
    },
    { name: 'slowest of them to end', value: latest('off'), unit: 's' },
  ];
}
