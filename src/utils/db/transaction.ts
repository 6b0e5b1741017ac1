// One transaction. It begins with its first statement, in the same exchange, so it costs one trip less and holds no
// connection before it needs one; without a statement there is none.

import type pg from 'pg';
import { tryAgain } from './again.ts';
import { exchange, type Prepared, type Result } from './exchange.ts';
import { isLost, isUnprepared, rethrow } from './failure.ts';
import type { Asking } from './question.ts';
import { observed, type Query, type Shard, send } from './shard.ts';

const BEGIN = { name: 'begin', text: 'begin' };

export class Transaction {
  readonly #shard: Shard;
  readonly #tenantId: number;
  readonly #asking: Asking | undefined;
  #begun: Promise<pg.PoolClient> | undefined;

  constructor(shard: Shard, tenantId: number, asking?: Asking) {
    this.#shard = shard;
    this.#tenantId = tenantId;
    this.#asking = asking;
  }

  readonly run = async (query: Query): Promise<Result<unknown>> => {
    if (this.#begun !== undefined) return send(await this.#begun, query);
    let result: Result<unknown> | undefined;
    this.#begun = this.#begin(query as Prepared).then((first) => {
      result = first.result;
      return first.client;
    });
    await this.#begun;
    return result!;
  };

  /** Keeps what was done; nobody may say so before it has come back. */
  async commit(): Promise<void> {
    const client = await this.#begun;
    if (client === undefined) return;
    const { command } = await client.query('commit').catch(rethrow);
    // PostgreSQL answers so when a statement had failed and the work went on all the same.
    if (command !== 'COMMIT')
      throw new Error('A statement of the transaction failed, so nothing of it was kept');
    this.#shard.giveBack(client);
  }

  /** Undoes everything, also after a commit that failed. */
  async rollback(reason: unknown): Promise<void> {
    const client = await this.#begun?.catch(() => undefined);
    if (client !== undefined) await this.#undo(client, reason);
  }

  /**
   * Tried again on another connection when this one is lost: nothing is kept without a commit. The same where the
   * statement has to be prepared anew.
   */
  #begin(query: Prepared): Promise<{ client: pg.PoolClient; result: Result<unknown> }> {
    const attempt = async () => {
      const asks = this.#asking?.isOpen === true;
      // Before a connection is held: who has asked may be waiting for one.
      if (!asks) await this.#asking?.confirm();
      const client = await this.#shard.borrow(this.#tenantId);
      try {
        return { client, result: await (asks ? this.#askAndBegin(client, query) : beginOn(client, query)) };
      } catch (error) {
        await this.#undo(client, error);
        throw error;
      }
    };
    return tryAgain(attempt, (error) => isLost(error) || isUnprepared(error));
  }

  async #askAndBegin(client: pg.PoolClient, query: Prepared): Promise<Result<unknown>> {
    const asking = this.#asking!;
    const [, answer, result] = await observed(exchange(client, [BEGIN, asking.query, query]), 2);
    asking.judge(answer!);
    return result!;
  }

  async #undo(client: pg.PoolClient, reason: unknown): Promise<void> {
    // A broken connection cannot roll back; PostgreSQL has done so already.
    if (!isLost(reason)) await client.query('rollback').catch(() => undefined);
    this.#shard.giveBack(client, reason);
  }
}

async function beginOn(client: pg.PoolClient, query: Prepared): Promise<Result<unknown>> {
  const [, result] = await observed(exchange(client, [BEGIN, query]));
  return result!;
}
