import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity } from '../../test/support/community.ts';
import { from, PASSWORD, personWithLogin } from '../../test/support/logins.ts';
import { mailsTo, newestSecret } from '../../test/support/mails.ts';
import { userByUsername } from '../user/user.ts';
import { approveUser, rejectUser, waitingUsers } from './approve.ts';
import { confirmEmail } from './confirm.ts';
import { register } from './register.ts';
import { signIn } from './sign-in.ts';

const community = await makeCommunity({ registration: 'approval' });
const mod = await personWithLogin(community, 'mod', { role: 'moderator' });
const member = await personWithLogin(community, 'member');
const nobody = from(community, '192.0.2.1');

async function signUp(username: string): Promise<string> {
  const email = `${username}@example.org`;
  const sheet = { username, email, password: PASSWORD, agreement: true, reason: `I am ${username}` };
  const { userId } = await register(nobody, sheet);
  await confirmEmail(nobody, await newestSecret(community, email));
  return userId;
}

test('a confirmed sign-up waits, the staff is told, and approval lets it in', async () => {
  const id = await signUp('ann');
  await assert.rejects(signIn(nobody, { login: 'ann', password: PASSWORD }), /waits for the approval/);
  const told = (await mailsTo(community, 'mod@example.org')).find((mail) => mail.values.name === 'ann');
  assert.deepEqual(told, {
    to: 'mod@example.org',
    template: 'sign-up-waiting',
    locale: 'en',
    values: { name: 'ann', reason: 'I am ann' },
  });
  assert.equal((await mailsTo(community, 'member@example.org')).length, 0);

  const waiting = await waitingUsers(mod.ctx(), { limit: 20 });
  assert.deepEqual(
    waiting.items.map(({ username, reason }) => [username, reason]),
    [['ann', 'I am ann']],
  );
  await approveUser(mod.ctx(), id);
  await approveUser(mod.ctx(), id);
  const approvals = (await mailsTo(community, 'ann@example.org')).filter(
    (mail) => mail.template === 'approved',
  );
  assert.equal(approvals.length, 1);
  await signIn(nobody, { login: 'ann', password: PASSWORD });
});

test('an approval that comes before the confirmation lets in on confirmation', async () => {
  const sheet = { username: 'early', email: 'early@example.org', password: PASSWORD, agreement: true };
  const { userId } = await register(nobody, sheet);
  await approveUser(mod.ctx(), userId);
  await assert.rejects(signIn(nobody, { login: 'early', password: PASSWORD }), /Confirm your mail/);
  assert.equal((await confirmEmail(nobody, await newestSecret(community, sheet.email))).approved, true);
  await signIn(nobody, { login: 'early', password: PASSWORD });
});

test('a declined sign-up is gone, and a member cannot be declined', async () => {
  const id = await signUp('ben');
  await rejectUser(mod.ctx(), id);
  await assert.rejects(rejectUser(mod.ctx(), id), { code: 'not-found' });
  await assert.rejects(signIn(nobody, { login: 'ben', password: PASSWORD }), { code: 'invalid' });
  await assert.rejects(rejectUser(mod.ctx(), member.id), { code: 'not-found' });
  assert.ok(await userByUsername(community.ctx(), 'member'));
});

test('only the staff decides', async () => {
  const id = await signUp('cat');
  for (const decide of [approveUser, rejectUser]) {
    await assert.rejects(decide(member.ctx(), id), { code: 'forbidden' });
    await assert.rejects(decide(community.ctx(), id), { code: 'unauthenticated' });
  }
  await assert.rejects(waitingUsers(member.ctx(), { limit: 20 }), { code: 'forbidden' });
});
