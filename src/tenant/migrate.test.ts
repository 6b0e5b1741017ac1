import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import { testDeployment } from '../../test/support/deployment.ts';
import { withSchema } from '../utils/db/database.ts';
import '../user/activity.ts';
import { EVER } from '../utils/db/ever.ts';
import { allStatements } from '../utils/db/statement.ts';
import { applyTenant } from './migrate.ts';

const FOLDER = join(import.meta.dirname, '../../migrations/tenant');
const SCHEMA = `t_of_before_${process.pid}`;

const { somebody, blocks, blocked, mutes, bookmarks, threadMutes, pins, tagFollows, unknown } = EVER;

/** A row of everything `ever` tells of: of person 1 (and 2, who is blocked), or of 3 (and 4). */
const rowsOf = (person: number): readonly string[] => [
  `insert into tenant.block (blocker_id, blocked_id) values (${person}, ${person + 1})`,
  `insert into tenant.mute (muter_id, muted_id) values (${person}, 5)`,
  `insert into tenant.bookmark (user_id, post_id) values (${person}, 9)`,
  `insert into tenant.thread_mute (user_id, root_id) values (${person}, 9)`,
  `insert into tenant.pin (user_id, post_id) values (${person}, 9)`,
  `insert into tenant.tag_follow (user_id, tag_id) values (${person}, 7)`,
];

describe('what there has ever been of a person', () => {
  let client: pg.Client;
  const run = (sql: string) => client.query(withSchema(sql, SCHEMA));

  const everOf = async (id: number): Promise<number> =>
    (await run(`select ever from tenant.user where id = ${id}`)).rows[0].ever;

  before(async () => {
    const { shardUrls } = await testDeployment();
    client = new pg.Client({ connectionString: shardUrls.get('main') });
    await client.connect();
    await client.query(`create schema ${SCHEMA}`);
    await run(await readFile(join(FOLDER, '0001-community.sql'), 'utf8'));
    await client.query(`comment on schema ${SCHEMA} is 'nexus 1'`);
    await run(`insert into tenant.user (id, username) select n, 'person' || n from generate_series(1, 6) n`);
    await run(`insert into tenant.post (id, author_id, visibility, root_id) values (9, 5, 'public', 9)`);
    await run(`insert into tenant.tag (id, name, display) values (7, 'sea', 'Sea')`);
    for (const sql of rowsOf(1)) await run(sql);
    await applyTenant(client, SCHEMA);
  });

  after(async () => {
    await client.query(`drop schema ${SCHEMA} cascade`);
    await client.end();
  });

  const everything = somebody | blocks | mutes | bookmarks | threadMutes | pins | tagFollows;

  const comeBy = async (id: number) => {
    const { text } = allStatements().get('touch-user')!;
    await client.query(withSchema(text, SCHEMA), [id]);
  };

  test('is found in the rows of before when one comes by, and unknown until then', async () => {
    for (const id of [1, 2, 5]) assert.equal(await everOf(id), somebody | unknown);
    for (const id of [1, 2, 5]) await comeBy(id);
    assert.equal(await everOf(1), everything);
    assert.equal(await everOf(2), somebody | blocked);
    assert.equal(await everOf(5), somebody);
  });

  test('is known of whoever comes after', async () => {
    await run(`insert into tenant.user (id, username) values (7, 'person7')`);
    assert.equal(await everOf(7), somebody);
  });

  test('is noted with each new row', async () => {
    const expected = [blocks, mutes, bookmarks, threadMutes, pins, tagFollows];
    await comeBy(3);
    let bits: number = somebody;
    for (const [index, sql] of rowsOf(3).entries()) {
      await run(sql);
      bits |= expected[index]!;
      assert.equal(await everOf(3), bits, sql);
    }
    assert.equal(await everOf(4), somebody | blocked | unknown);
    await comeBy(4);
    assert.equal(await everOf(4), somebody | blocked);
  });

  test('stays when the rows have gone', async () => {
    await run('delete from tenant.block where blocker_id = 3');
    assert.equal(await everOf(3), everything);
  });

  test('goes back with the transaction that would have made the row', async () => {
    await client.query('begin');
    await run('insert into tenant.mute (muter_id, muted_id) values (6, 5)');
    await client.query('rollback');
    assert.equal(await everOf(6), somebody | unknown);
  });
});
