import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity } from '../../test/support/community.ts';
import type { Access, Ctx } from '../context.ts';
import { authenticate, isSignIn } from './authenticate.ts';
import { createToken, deleteToken, listTokens } from './personal-token.ts';
import { ALL_SCOPES } from './scope.ts';
import { listSessions } from './sessions.ts';

const community = await makeCommunity();
const [ana, ben] = [await community.person('ana'), await community.person('ben')];
const withScopes = (ctx: Ctx, scopes: readonly string[]): Ctx => {
  const access: Access = { sessionId: '1', appId: null, scopes };
  return { ...ctx, access };
};

test('a token works as its owner, within its scopes, and its secret is not kept', async () => {
  const made = await createToken(ana.ctx(), { name: '  Backup  ', scopes: ['read', 'read'] });
  assert.equal(made.name, 'Backup');
  const found = await authenticate(community.ctx(), made.token);
  assert.deepEqual([found?.viewer?.id, found?.access.scopes], [ana.id, ['read']]);
  const listed = await listTokens(ana.ctx());
  assert.deepEqual(
    listed.map(({ name, scopes }) => [name, scopes]),
    [['Backup', ['read']]],
  );
  assert.ok(!JSON.stringify(listed).includes(made.token));
  assert.deepEqual(await listTokens(ben.ctx()), []);
  const url = '/api/v1/statuses';
  const answer = await community.request({
    method: 'POST',
    url,
    payload: { status: 'x' },
    token: made.token,
  });
  assert.equal(answer.statusCode, 403);
});

test('among the sessions a token stands under its name, and it is no sign-in', async () => {
  const { id, token } = await createToken(ben.ctx(), { name: 'Bot', scopes: ALL_SCOPES });
  const found = (await listSessions(ben.ctx())).find((session) => session.id === id);
  assert.deepEqual([found?.tokenName, found?.appName], ['Bot', null]);
  assert.equal(isSignIn((await authenticate(community.ctx(), token))!.access), false);
  assert.equal(isSignIn((await authenticate(community.ctx(), await ben.token()))!.access), true);
});

test('a token in the cookie of a browser signs nobody in', async () => {
  const { token } = await createToken(ben.ctx(), { name: 'Cookie', scopes: ALL_SCOPES });
  const url = '/settings/security';
  const visit = (secret: string) => community.request({ url, headers: { cookie: `session=${secret}` } });
  assert.equal((await visit(await ben.token())).statusCode, 200);
  assert.equal((await visit(token)).statusCode, 303);
});

test('a request cannot make a token that may do more than itself', async () => {
  const limited = withScopes(ana.ctx(), ['read', 'write:statuses']);
  await assert.rejects(createToken(limited, { name: 'More', scopes: ['write'] }), { code: 'forbidden' });
  await createToken(limited, { name: 'Less', scopes: ['read:accounts', 'write:statuses'] });
});

test('name and scopes are checked, and there are at most fifty', async () => {
  const cat = await community.person('cat');
  const fields = async (name: string, scopes: readonly string[]) => {
    const error = await createToken(cat.ctx(), { name, scopes }).catch((refused) => refused);
    return error.details.map((detail: { field: string; rule: string }) => `${detail.field} ${detail.rule}`);
  };
  assert.deepEqual(await fields(' ', []), ['name blank', 'scopes blank']);
  assert.deepEqual(await fields('x'.repeat(61), ['everything']), ['name too-long', 'scopes unknown']);
  for (let n = 0; n < 50; n++) await createToken(cat.ctx(), { name: `Token ${n}`, scopes: ['read'] });
  assert.deepEqual(await fields('One more', ['read']), ['tokens too-many']);
});

test("somebody else's token, and a sign-in, are not found here", async () => {
  const { id, token } = await createToken(ana.ctx(), { name: 'Mine', scopes: ['read'] });
  await assert.rejects(deleteToken(ben.ctx(), id), { code: 'not-found' });
  await ana.token();
  const signIn = (await listSessions(ana.ctx())).find((session) => session.tokenName === null)!;
  await assert.rejects(deleteToken(ana.ctx(), signIn.id), { code: 'not-found' });
  await assert.rejects(deleteToken(ana.ctx(), 'x'), { code: 'not-found' });
  await deleteToken(ana.ctx(), id);
  assert.equal(await authenticate(community.ctx(), token), null);
  await assert.rejects(createToken(community.ctx(), { name: 'x', scopes: ['read'] }), {
    code: 'unauthenticated',
  });
});
