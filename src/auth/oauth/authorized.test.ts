import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity } from '../../../test/support/community.ts';
import { authenticate } from '../authenticate.ts';
import { mintToken } from '../mint.ts';
import { registerApp } from './app.ts';
import { grantCode, startAuthorization } from './authorize.ts';
import { listAuthorizedApps, revokeApp } from './authorized.ts';

const community = await makeCommunity();
const [ana, ben] = [await community.person('ana'), await community.person('ben')];
const redirectUri = 'https://app.example/back';

async function newApp(name: string) {
  const input = { name, redirectUris: [redirectUri], scopes: 'read write', website: 'https://app.example' };
  return (await registerApp(community.ctx(), input)).app;
}

test('an app is listed once, with what all its tokens may do together', async () => {
  const app = await newApp('Toots');
  const token = await mintToken(community.ctx(), ana.id, ['read'], app.id);
  await mintToken(community.ctx(), ana.id, ['write:media', 'read'], app.id);
  await ana.token();
  const [found, ...others] = await listAuthorizedApps(ana.ctx());
  assert.deepEqual(others, []);
  assert.deepEqual(
    [found?.id, found?.name, found?.website, found?.scopes, found?.current],
    [app.id, 'Toots', 'https://app.example', ['read', 'write:media'], false],
  );
  assert.equal(found?.lastUsedOn, new Date().toISOString().slice(0, 10));
  const { viewer, access } = (await authenticate(community.ctx(), token))!;
  assert.equal((await listAuthorizedApps({ ...community.ctx(), viewer, access }))[0]?.current, true);
  assert.deepEqual(await listAuthorizedApps(ben.ctx()), []);
});

test('shutting an app out ends its tokens and codes of this person, and nobody else', async () => {
  const app = await newApp('Shut out');
  const token = await mintToken(community.ctx(), ana.id, ['read'], app.id);
  const theirs = await mintToken(community.ctx(), ben.id, ['read'], app.id);
  await revokeApp(ana.ctx(), app.id);
  assert.equal(await authenticate(community.ctx(), token), null);
  assert.notEqual(await authenticate(community.ctx(), theirs), null);
  await assert.rejects(revokeApp(ana.ctx(), app.id), { code: 'not-found' });
});

test('a code that is on its way to the app ends with it', async () => {
  const app = await newApp('On its way');
  const authorization = await startAuthorization(ana.ctx(), {
    response_type: 'code',
    client_id: app.clientId,
    redirect_uri: redirectUri,
    scope: 'read',
  });
  await grantCode(ana.ctx(), authorization);
  await revokeApp(ana.ctx(), app.id);
  await assert.rejects(revokeApp(ana.ctx(), app.id), { code: 'not-found' });
});

test('an app that holds nothing of the viewer is not found', async () => {
  const app = await newApp('Stranger');
  await mintToken(community.ctx(), ben.id, ['read'], app.id);
  for (const id of [app.id, '1', 'x']) {
    await assert.rejects(revokeApp(ana.ctx(), id), { code: 'not-found' });
  }
  await assert.rejects(revokeApp(community.ctx(), app.id), { code: 'unauthenticated' });
});
