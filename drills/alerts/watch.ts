// When alerts come and go, as Alertmanager knows them: those that another one silences included.

import { setTimeout as sleep } from 'node:timers/promises';

export interface Outcome {
  readonly alert: string;
  /** Seconds from breaking to the alert, and from mending to its end; infinite when it did not come. */
  readonly on: number;
  readonly off: number;
}

interface Watch {
  /** Waits until every alert is on, at most so many seconds. */
  on(seconds: number): Promise<void>;
  /** Waits until none is on any longer, at most so many seconds. */
  off(seconds: number): Promise<Outcome[]>;
}

/** Watches from now on. */
export function watchAlerts(alertmanager: string, alerts: readonly string[]): Watch {
  const times = { on: new Map<string, number>(), off: new Map<string, number>() };
  const began = Date.now();
  const wait = async (state: 'on' | 'off', since: number, seconds: number) => {
    const seen = times[state];
    while (seen.size < alerts.length && Date.now() - since < seconds * 1000) {
      await sleep(500);
      const firing = await firingAt(alertmanager);
      for (const alert of alerts)
        if (firing.has(alert) === (state === 'on') && !seen.has(alert))
          seen.set(alert, Math.round((Date.now() - since) / 100) / 10);
    }
  };
  return {
    on: (seconds) => wait('on', began, seconds),
    async off(seconds) {
      await wait('off', Date.now(), seconds);
      const time = (state: 'on' | 'off', alert: string) =>
        times[state].get(alert) ?? Number.POSITIVE_INFINITY;
      return alerts.map((alert) => ({ alert, on: time('on', alert), off: time('off', alert) }));
    },
  };
}

/** The names of the alerts that Alertmanager holds. */
export async function firingAt(alertmanager: string): Promise<ReadonlySet<string>> {
  const answer = await fetch(`${alertmanager}/api/v2/alerts`);
  const alerts = (await answer.json()) as { readonly labels: Readonly<Record<string, string>> }[];
  return new Set(alerts.map(({ labels }) => labels.alertname!));
}
