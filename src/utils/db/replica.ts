// A standby of a shard, from which visitors read. What it shows may be a little old, and how old is measured: positions
// in the primary's log are noted with their time, and what the standby has replayed tells which of them it shows. When
// it is too far behind, away, or does not show yet that something was hidden, the primary answers.

import type pg from 'pg';
import type { Logger } from 'pino';
import { replicaReads } from '../metrics.ts';
import type { Result } from './exchange.ts';
import { isLost } from './failure.ts';
import type { Query, Shard } from './shard.ts';

export interface ReplicaOptions {
  readonly primary: Shard;
  /** Connections to the standby; closed with the replica. */
  readonly standby: Shard;
  readonly log: Logger;
}

/** Milliseconds between two measurements, and for how long one counts. */
const EVERY = 500;
const COUNTS = 3_000;
/** Milliseconds that what is shown may be old; and while the primary answers nobody, so that little can have changed. */
const BEHIND = 3_000;
const BEHIND_ALONE = 60_000;

// Differences, since positions have no order in JavaScript: numbers stay exact up to 9 petabytes of log.
// Where the next record goes, not what is written: without `synchronous_commit` a commit is answered before that.
const WRITTEN = `select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::float8 as position`;
/** No position: it is no standby, or no longer. */
const REPLAYED = `select case when pg_is_in_recovery()
  then pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0')::float8 end as position`;

interface Mark {
  readonly at: number;
  readonly position: number;
}

export class Replica {
  readonly #options: ReplicaOptions;
  /** Positions that the standby has not shown yet, oldest first. */
  #marks: Mark[] = [];
  /** Whatever was committed before is shown. */
  #showsUntil = Number.NEGATIVE_INFINITY;
  #measuredAt = Number.NEGATIVE_INFINITY;
  #primaryAnswers = true;
  #wasFit = false;
  /** When something was last hidden in a community. */
  readonly #hiddenAt = new Map<number, number>();
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: ReplicaOptions) {
    this.#options = options;
  }

  /**
   * Runs a statement that changes nothing on the standby, or on the primary where that will not do. Measuring begins with
   * the first: workers and commands have no visitors.
   */
  async query<Row extends pg.QueryResultRow>(tenantId: number, query: Query): Promise<Result<Row>> {
    if (this.#timer === undefined && !this.#closed) this.#schedule(0);
    if (this.#isFit() && this.#showsUntil > (this.#hiddenAt.get(tenantId) ?? Number.NEGATIVE_INFINITY)) {
      try {
        const result = await this.#options.standby.once<Row>(tenantId, query);
        replicaReads.inc({ from: 'replica' });
        return result;
      } catch (error) {
        // Whatever it was, a mistake of ours is told by the primary as well.
        if (isLost(error)) this.#measuredAt = Number.NEGATIVE_INFINITY;
      }
    }
    replicaReads.inc({ from: 'primary' });
    return this.#options.primary.query<Row>(tenantId, query);
  }

  /** Something of the community is to be seen no more: the standby answers again once it shows that. */
  readonly hid = (tenantId: number): void => void this.#hiddenAt.set(tenantId, performance.now());

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#options.standby.close();
  }

  #isFit(): boolean {
    const now = performance.now();
    const bound = this.#primaryAnswers ? BEHIND : BEHIND_ALONE;
    return now - this.#measuredAt <= COUNTS && now - this.#showsUntil <= bound;
  }

  #schedule(wait: number): void {
    this.#timer = setTimeout(() => {
      void this.#measure().then(() => {
        if (!this.#closed) this.#schedule(EVERY);
      });
    }, wait).unref();
  }

  async #measure(): Promise<void> {
    const { primary, standby } = this.#options;
    const at = performance.now();
    const position = await positionOf(primary, WRITTEN);
    this.#primaryAnswers = position !== null;
    if (position !== null) this.#marks.push({ at, position });
    const replayed = await positionOf(standby, REPLAYED);
    if (replayed !== null) this.#note(replayed);
    this.#tell();
  }

  #note(replayed: number): void {
    this.#measuredAt = performance.now();
    const shown = this.#marks.findLastIndex(({ position }) => position <= replayed);
    if (shown < 0) return;
    this.#showsUntil = this.#marks[shown]!.at;
    this.#marks = this.#marks.slice(shown + 1);
  }

  #tell(): void {
    // What is older than its bound can make nothing fit.
    this.#marks = this.#marks.filter(({ at }) => performance.now() - at < BEHIND_ALONE);
    const isFit = this.#isFit();
    if (isFit === this.#wasFit || this.#closed) return;
    this.#wasFit = isFit;
    const { log, standby } = this.#options;
    if (isFit) log.info({ shard: standby.name }, 'visitors read from the replica');
    else log.warn({ shard: standby.name }, 'the replica is away or behind: visitors read from the primary');
  }
}

/** Null when the server does not say it within a second. */
async function positionOf(shard: Shard, text: string): Promise<number | null> {
  const asked = shard
    .withClient(0, (client) => client.query<{ position: number | null }>(text))
    .then(({ rows }) => rows[0]!.position)
    .catch(() => null);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), 1000);
  });
  return Promise.race([asked, late]).finally(() => clearTimeout(timer));
}
