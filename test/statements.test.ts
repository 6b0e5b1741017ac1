// Every SQL statement of the product is prepared against a live community: a misspelt table, column or
// type is found here, not by a member. A table without its schema is found too: no search path leads to it.

import assert from 'node:assert/strict';
import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { withSchema } from '../src/utils/db/database.ts';
import { EVER, narrow } from '../src/utils/db/ever.ts';
import { allStatements, type Statement } from '../src/utils/db/statement.ts';
import { makeCommunity } from './support/community.ts';

const SRC = join(import.meta.dirname, '../src');

/** Every text a statement is sent as to nobody, to people of whom there has been one thing, and to those of whom everything. */
const textsOf = ({ text, asked }: Statement<unknown>): ReadonlySet<string> => {
  const kinds = [0, ...Object.values(EVER).map((bit) => EVER.somebody | bit), -1];
  return new Set(asked === undefined ? [text] : kinds.map((bits) => narrow(text, bits)));
};

const community = await makeCommunity();

describe('SQL statements', () => {
  before(async () => {
    for await (const file of glob('**/*.ts', { cwd: SRC })) {
      const isServers = !file.endsWith('.test.ts') && file !== 'cli.ts' && !file.startsWith('web/client/');
      if (isServers) await import(join(SRC, file));
    }
  });

  test('all prepare against the live schema', async () => {
    const { deployment, tenant } = community;
    const shard = deployment.shards.get('main')!;
    assert.ok(allStatements().size > 100, `only ${allStatements().size} statements were found`);
    const faults: string[] = [];
    await shard.withClient(tenant.id, async (client) => {
      for (const statement of allStatements().values())
        for (const text of textsOf(statement))
          await client
            .query(`prepare checked as ${withSchema(text, tenant.schema)}`)
            .then(() => client.query('deallocate checked'))
            .catch((error: Error) => faults.push(`${statement.name}: ${error.message}`));
    });
    assert.deepEqual(faults, []);
  });

  test('those sent again when a connection is lost change nothing: PostgreSQL runs them in a read-only transaction', async () => {
    const { deployment, tenant } = community;
    const shard = deployment.shards.get('main')!;
    const reads = [...allStatements().values()].filter((one) => one.reads);
    assert.ok(reads.length > 50, `only ${reads.length} statements are reads`);
    const faults: string[] = [];
    await shard.withClient(tenant.id, async (client) => {
      await client.query('begin read only');
      for (const { name, text } of reads) {
        const values = [...text.matchAll(/\$(\d+)/g)].map(([, number]) => Number(number));
        const nulls = Array.from({ length: Math.max(0, ...values) }, () => null);
        await client.query('savepoint one');
        await client
          .query(withSchema(text, tenant.schema), nulls)
          .catch((error: Error) => faults.push(`${name}: ${error.message}`));
        await client.query('rollback to one');
      }
      await client.query('rollback');
    });
    assert.deepEqual(faults, []);
  });
});
