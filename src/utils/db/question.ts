// What a request was begun on without asking, asked with its first statement, in the same trip. Nothing is done and
// nothing is given out before the answer is there: when it does not hold any more, whatever is run fails, and the
// request is begun anew.

import type { Prepared, Result } from './exchange.ts';
import type { Query, Shard } from './shard.ts';
import type { Statement } from './statement.ts';

/** A statement, and whether what was taken for granted holds by its first row. */
export interface Question<Row> {
  readonly statement: Statement<Row>;
  readonly values: readonly unknown[];
  readonly holds: (row: Row | undefined) => boolean;
}

/** What was taken for granted does not hold: nothing was done. */
export class Outdated extends Error {}

/** A question on its way to a tenant's database. */
export class Asking {
  readonly query: Query & Prepared;
  readonly #holds: (row: unknown) => boolean;
  readonly #shard: Shard;
  readonly #tenantId: number;
  #answer: Promise<void> | undefined;

  constructor(shard: Shard, tenantId: number, query: Query & Prepared, holds: (row: unknown) => boolean) {
    this.#shard = shard;
    this.#tenantId = tenantId;
    this.query = query;
    this.#holds = holds;
  }

  /** Whether nobody has asked yet. */
  get isOpen(): boolean {
    return this.#answer === undefined;
  }

  /** Runs a statement outside a transaction: with the question where it only reads, after it otherwise. */
  async run(query: Query): Promise<Result<unknown>> {
    if (!this.isOpen || query.reads !== true) {
      await this.confirm();
      return this.#shard.query(this.#tenantId, query);
    }
    const both = this.#shard.together(this.#tenantId, [this.query, query as Query & Prepared]);
    await this.#wait(both);
    return (await both)[1]!;
  }

  /** Waits for the answer, and asks if nobody has; rejects with `Outdated`. */
  confirm(): Promise<void> {
    return this.#answer ?? this.#wait(this.#shard.query(this.#tenantId, this.query).then((one) => [one]));
  }

  /** Waits for an exchange that begins with the question. */
  #wait(exchange: Promise<readonly Result<unknown>[]>): Promise<void> {
    const answer = exchange.then(([first]) => this.judge(first!));
    this.#answer = answer;
    // A statement that failed has taken the question with it.
    answer.catch((error) => {
      if (!(error instanceof Outdated)) this.#answer = undefined;
    });
    return answer;
  }

  /** Takes the answer; throws `Outdated`. */
  judge({ rows }: Result<unknown>): void {
    if (this.#holds(rows[0])) {
      this.#answer = Promise.resolve();
      return;
    }
    const outdated = new Outdated('What the request was begun on does not hold any more');
    this.#answer = Promise.reject(outdated);
    this.#answer.catch(() => undefined);
    throw outdated;
  }
}
