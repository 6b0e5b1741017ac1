import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Registry } from 'prom-client';
import { Busiest } from './busiest.ts';

async function counted(register: Registry): Promise<Record<string, number>> {
  const found = await register.getSingleMetric('nexus_tenant_requests_total')!.get();
  return Object.fromEntries(found.values.map(({ labels, value }) => [labels.tenant, value]));
}

function ask(busiest: Busiest, slug: string, times: number): void {
  for (let time = 0; time < times; time++) busiest.count(slug, 0.01);
}

test('as many communities as there is room for are named, the others counted together', async () => {
  const register = new Registry();
  const busiest = new Busiest(register, 2);
  ask(busiest, 'one', 3);
  ask(busiest, 'two', 1);
  ask(busiest, 'three', 4);
  ask(busiest, 'four', 1);
  assert.deepEqual(await counted(register), { one: 3, two: 1, '(other)': 5 });
});

test('who is busier of late takes the place, and what the others did never grows less', async () => {
  const register = new Registry();
  const busiest = new Busiest(register, 2);
  ask(busiest, 'one', 3);
  ask(busiest, 'two', 1);
  ask(busiest, 'three', 4);
  busiest.review();
  ask(busiest, 'three', 2);
  ask(busiest, 'two', 1);
  assert.deepEqual(await counted(register), { one: 3, three: 2, '(other)': 5 });
});

test('a thousand communities are no more series than the few', async () => {
  const register = new Registry();
  const busiest = new Busiest(register, 5);
  for (let round = 0; round < 3; round++) {
    for (let number = 0; number < 1000; number++) busiest.count(`c${number}`, 0.01);
    busiest.review();
  }
  assert.ok(Object.keys(await counted(register)).length <= 6);
});
