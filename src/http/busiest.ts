// Requests by community, for the few busiest alone: thousands of communities would make thousands of series. What
// the others do is counted together. A community counts from when it is named; forgotten, its series ends.

import { Counter, type Registry } from 'prom-client';
import { registry } from '../utils/metrics.ts';

/** No slug: those have no brackets. */
const OTHERS = '(other)';
const MOST = 20;
/** Milliseconds between two choices of who is named. */
const REVIEW = 60_000;

export class Busiest {
  readonly #requests: Counter<'tenant'>;
  readonly #seconds: Counter<'tenant'>;
  readonly #most: number;
  /** Requests of late: half of what was, at every review, and what came since. */
  #scores = new Map<string, number>();
  #named = new Set<string>();
  /** What has been counted since the metrics were read, by community named or not. */
  readonly #tallies = new Map<string, { requests: number; seconds: number }>();
  #next = performance.now() + REVIEW;

  constructor(register: Registry, most = MOST) {
    this.#most = most;
    const labelNames = ['tenant'] as const;
    const registers = [register];
    const collect = () => this.#addUp();
    this.#requests = new Counter({
      name: 'nexus_tenant_requests_total',
      help: `Requests of the ${most} busiest communities by slug, and of all others together.`,
      labelNames,
      registers,
      collect,
    });
    this.#seconds = new Counter({
      name: 'nexus_tenant_request_seconds_total',
      help: `Time taken by the requests of the ${most} busiest communities by slug, and of all others together.`,
      labelNames,
      registers,
      collect,
    });
  }

  /** Counts one request. */
  count(slug: string, seconds: number): void {
    if (performance.now() > this.#next) this.review();
    this.#scores.set(slug, (this.#scores.get(slug) ?? 0) + 1);
    if (this.#named.size < this.#most) this.#named.add(slug);
    const tenant = this.#named.has(slug) ? slug : OTHERS;
    const tally = this.#tallies.get(tenant);
    if (tally === undefined) {
      this.#tallies.set(tenant, { requests: 1, seconds });
    } else {
      tally.requests++;
      tally.seconds += seconds;
    }
  }

  #addUp(): void {
    for (const [tenant, { requests, seconds }] of this.#tallies) {
      this.#requests.inc({ tenant }, requests);
      this.#seconds.inc({ tenant }, seconds);
    }
    this.#tallies.clear();
  }

  /** Names the busiest of late anew. The count of the others never falls: Prometheus would take it for a restart. */
  review(): void {
    this.#next = performance.now() + REVIEW;
    this.#addUp();
    const ranked = [...this.#scores].toSorted(([, one], [, other]) => other - one);
    const now = new Set(ranked.slice(0, this.#most).map(([slug]) => slug));
    for (const tenant of this.#named.difference(now)) {
      this.#requests.remove({ tenant });
      this.#seconds.remove({ tenant });
    }
    this.#named = now;
    this.#scores = new Map(
      ranked.map(([slug, score]) => [slug, score / 2] as const).filter(([, s]) => s >= 0.5),
    );
  }
}

export const busiest = new Busiest(registry);
