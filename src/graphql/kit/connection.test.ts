import assert from 'node:assert/strict';
import { before } from 'node:test';
import { makeCommunity } from '../../../test/support/community.ts';
import { type Edge, onBothEngines } from '../../../test/support/graphql.ts';
import { bookmarkPost } from '../../post/bookmark.ts';
import { createPost } from '../../post/create.ts';
import { follow } from '../../user/follow.ts';

const community = await makeCommunity();
const ann = await community.person('ann');
const here = async () => community;

before(async () => {
  for (let number = 1; number <= 7; number++) {
    const id = await createPost(ann.ctx(), { text: String(number) });
    await bookmarkPost(ann.ctx(), id);
    await follow((await community.person(`fan${number}`)).ctx(), ann.id);
  }
});

interface Walked {
  readonly nodes: readonly string[];
  readonly pageInfo: Record<string, unknown>;
  readonly edges: readonly { cursor: string; node: { text: string } }[];
}

async function feed({ ask }: Edge, args: string): Promise<Walked> {
  const { data, errors } = await ask(
    ann,
    `{ communityFeed(${args}) { edges { cursor node { text } } nodes { text }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`,
  );
  assert.deepEqual(errors, []);
  const { edges, nodes, pageInfo } = data.communityFeed;
  assert.deepEqual(
    edges.map((edge: { node: object }) => edge.node),
    nodes,
  );
  return { edges, pageInfo, nodes: nodes.map((node: { text: string }) => node.text) };
}

onBothEngines('first and after walk to the oldest, and say truly whether more follow', here, async (edge) => {
  const one = await feed(edge, 'first: 3');
  assert.deepEqual(one.nodes, ['7', '6', '5']);
  assert.deepEqual([one.pageInfo.hasNextPage, one.pageInfo.hasPreviousPage], [true, false]);
  const two = await feed(edge, `first: 3, after: "${one.pageInfo.endCursor}"`);
  assert.deepEqual(two.nodes, ['4', '3', '2']);
  assert.deepEqual([two.pageInfo.hasNextPage, two.pageInfo.hasPreviousPage], [true, true]);
  const three = await feed(edge, `first: 1, after: "${two.pageInfo.endCursor}"`);
  assert.deepEqual(three.nodes, ['1']);
  assert.equal(three.pageInfo.hasNextPage, false);
});

onBothEngines('last and before walk back to the newest', here, async (edge) => {
  const oldest = await feed(edge, 'last: 3');
  assert.deepEqual(oldest.nodes, ['3', '2', '1']);
  assert.deepEqual([oldest.pageInfo.hasNextPage, oldest.pageInfo.hasPreviousPage], [false, true]);
  const above = await feed(edge, `last: 3, before: "${oldest.pageInfo.startCursor}"`);
  assert.deepEqual(above.nodes, ['6', '5', '4']);
  assert.deepEqual([above.pageInfo.hasNextPage, above.pageInfo.hasPreviousPage], [true, true]);
  const top = await feed(edge, `last: 3, before: "${above.pageInfo.startCursor}"`);
  assert.deepEqual(top.nodes, ['7']);
  assert.equal(top.pageInfo.hasPreviousPage, false);
});

onBothEngines('a page may lie between two cursors', here, async (edge) => {
  const all = await feed(edge, 'first: 7');
  const [newest, oldest] = [all.edges[0]!.cursor, all.edges[6]!.cursor];
  const between = await feed(edge, `first: 10, after: "${newest}", before: "${oldest}"`);
  assert.deepEqual(between.nodes, ['6', '5', '4', '3', '2']);
});

onBothEngines(
  'every edge has a cursor to go on from, whatever the list is ordered by',
  here,
  async ({ ask }) => {
    const lists = { bookmarks: '{ text }', 'user { followers': '{ username }' };
    for (const [list, node] of Object.entries(lists)) {
      const close = list.includes('{') ? ' }' : '';
      const page = async (args: string) => {
        const { data, errors } = await ask(
          ann,
          `{ viewer { ${list}(${args}) { edges { cursor node ${node} } }${close} } }`,
        );
        assert.deepEqual(errors, []);
        return (data.viewer.user?.followers ?? data.viewer.bookmarks).edges;
      };
      const all = await page('first: 7');
      assert.equal(all.length, 7);
      for (const [index, { cursor }] of all.entries()) {
        assert.deepEqual(await page(`first: 7, after: "${cursor}"`), all.slice(index + 1), list);
      }
    }
  },
);

onBothEngines('a ranking is paged by place', here, async ({ ask }) => {
  const page = async (args: string) =>
    (
      await ask(
        ann,
        `{ users(orderBy: NEWEST, ${args}) { nodes { username } pageInfo { hasNextPage endCursor } } }`,
      )
    ).data.users;
  const one = await page('first: 5');
  const two = await page(`first: 5, after: "${one.pageInfo.endCursor}"`);
  const names = [...one.nodes, ...two.nodes].map((node: { username: string }) => node.username);
  assert.deepEqual(names, ['fan7', 'fan6', 'fan5', 'fan4', 'fan3', 'fan2', 'fan1', 'ann']);
  assert.deepEqual([one.pageInfo.hasNextPage, two.pageInfo.hasNextPage], [true, false]);
});

onBothEngines('comments go forward in either order', here, async ({ ask }) => {
  const parentId = await createPost(ann.ctx(), { text: 'Discuss', visibility: 'unlisted' });
  for (const text of ['a', 'b', 'c']) await createPost(ann.ctx(), { text, parentId, visibility: 'unlisted' });
  const { globalId } = await import('./node.ts');
  const page = async (args: string) => {
    const query = `query($id: ID!) { post(id: $id) { comments(${args}) { totalCount nodes { text } pageInfo { hasNextPage endCursor } } } }`;
    return (await ask(ann, query, { id: globalId('Post', parentId) })).data.post.comments;
  };
  for (const [order, texts] of Object.entries({ OLDEST: ['a', 'b', 'c'], NEWEST: ['c', 'b', 'a'] })) {
    const one = await page(`first: 2, orderBy: ${order}`);
    const two = await page(`first: 2, orderBy: ${order}, after: "${one.pageInfo.endCursor}"`);
    assert.deepEqual(
      [...one.nodes, ...two.nodes].map((node: { text: string }) => node.text),
      texts,
    );
    assert.deepEqual([one.totalCount, one.pageInfo.hasNextPage, two.pageInfo.hasNextPage], [3, true, false]);
  }
});
