// The bus between two processes of a deployment, stood for by two deployments on one database.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { atEnd } from '../../../test/support/at-end.ts';
import { makeCommunity } from '../../../test/support/community.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { killListener } from '../../../test/support/listener.ts';
import { type Deployment, openDeployment } from '../../deployment.ts';
import type { Id } from '../id.ts';
import { makeLogger } from '../log.ts';
import type { Message } from './message.ts';

const { deployment, tenant } = await makeCommunity();
const second = await openDeployment(deployment.config, deployment.shardUrls, makeLogger('silent'));
atEnd(() => second.close());

function hearing(where: Deployment) {
  const heard: Message[] = [];
  const state = { missed: 0 };
  where.bus.subscribe(tenant.id, {
    heard: (messages) => void heard.push(...messages),
    missed: () => void state.missed++,
  });
  return { heard, state };
}

const here = hearing(deployment);
const there = hearing(second);

test('what one process publishes both hear, however much it is', async () => {
  for (let index = 0; index < 50; index++) {
    // PostgreSQL makes one of notifications that are the same.
    const userIds = Array.from({ length: 200 }, (_, person) =>
      String(10n ** 18n + BigInt(index * 200 + person)),
    );
    deployment.bus.publish(tenant.id, { kind: 'inbox-changed', userIds: userIds as Id[] });
  }
  second.bus.publish(tenant.id, { kind: 'counts-changed', postId: '1' as Id });
  for (const { heard } of [here, there]) {
    await eventually(
      async () => heard.length,
      (length) => length === 51,
    );
  }
});

test('a listener whose connection is killed comes back, and tells of the gap', async () => {
  const [missed, before] = [here.state.missed, there.state.missed];
  await killListener(second);
  await eventually(
    async () => there.state.missed,
    (count) => count === before + 1,
  );
  assert.equal(here.state.missed, missed, 'the other process has missed nothing');
  const heard = there.heard.length;
  deployment.bus.publish(tenant.id, { kind: 'counts-changed', postId: '2' as Id });
  await eventually(
    async () => there.heard.length,
    (length) => length === heard + 1,
  );
});
