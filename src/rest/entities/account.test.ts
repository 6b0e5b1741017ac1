import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity } from '../../../test/support/community.ts';
import { updateProfile } from '../../user/profile.ts';
import { setState } from '../../user/roles.ts';
import { userById } from '../../user/user.ts';
import { accountEntity, accountJson, accountsJson } from './account.ts';

const community = await makeCommunity();
const [ann, mod] = await Promise.all([
  community.person('ann'),
  community.person('mod', { role: 'moderator' }),
]);
await updateProfile(ann.ctx(), {
  displayName: 'Ann "quoted"',
  bio: 'One\n\nTwo, {"a":1}',
  fields: [{ name: 'Web', value: 'https://ann.example' }],
  avatar: { url: '/media/a.webp', staticUrl: '/media/b.webp' },
});

test('object and JSON say the same, for whoever it is and also the second time', async () => {
  const users = [(await userById(mod.ctx(), ann.id))!, (await userById(mod.ctx(), mod.id))!];
  await setState(community.ctx(), ann.id, 'suspended');
  users.push((await userById(mod.ctx(), ann.id))!);
  await setState(community.ctx(), ann.id, 'active');
  for (const user of [...users, ...users]) {
    assert.equal(accountJson(mod.ctx(), user), JSON.stringify(accountEntity(mod.ctx(), user)));
  }
  assert.deepEqual(
    JSON.parse(accountsJson(mod.ctx(), users)),
    users.map((user) => JSON.parse(JSON.stringify(accountEntity(mod.ctx(), user)))),
  );
  assert.equal(accountsJson(mod.ctx(), []), '[]');
});

test('the JSON follows the counts, the profile and the community’s address', async () => {
  const ctx = community.ctx();
  const user = (await userById(ctx, ann.id))!;
  const name = (json: string) => JSON.parse(json).display_name;
  assert.equal(JSON.parse(accountJson(ctx, { ...user, postCount: 7 })).statuses_count, 7);
  assert.equal(name(accountJson(ctx, user)), 'Ann "quoted"');
  const renamed = await updateProfile(ann.ctx(), { displayName: 'Anna' });
  assert.equal(name(accountJson(ctx, renamed)), 'Anna');
  const moved = { ...ctx, tenant: { ...ctx.tenant, origin: 'https://moved.example' } };
  assert.equal(JSON.parse(accountJson(moved, renamed)).url, 'https://moved.example/@ann');
});

test('addresses are whole, whether there is a picture or not', async () => {
  const { origin } = community.tenant;
  const user = (await userById(community.ctx(), ann.id))!;
  const { avatar, avatar_static, header, header_static } = accountEntity(community.ctx(), user);
  assert.deepEqual(
    [avatar, avatar_static, header, header_static],
    ['/media/a.webp', '/media/b.webp', '/assets/header.png', '/assets/header.png'].map(
      (path) => origin + path,
    ),
  );
});
