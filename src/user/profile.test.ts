import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity } from '../../test/support/community.ts';
import { statement } from '../utils/db/statement.ts';
import { credentialsOf } from './credentials.ts';
import { follow } from './follow.ts';
import { type ProfilePatch, updateProfile } from './profile.ts';
import { userById } from './user.ts';

const community = await makeCommunity();
const [ann, ben] = await Promise.all([community.person('ann'), community.person('Ben')]);
const { origin } = community.tenant;

test('what is given changes, the rest stays, and everybody sees it at once', async () => {
  await updateProfile(ann.ctx(), { displayName: '  Ann  of \u202eArc ', bio: 'Hi', bot: true });
  const changed = await updateProfile(ann.ctx(), { locked: true });
  assert.equal(changed.version, 3);
  const { profile } = (await userById(community.ctx(), ann.id))!;
  assert.deepEqual(
    [profile.displayName, profile.bio, profile.bot, profile.locked],
    ['Ann of Arc', 'Hi', true, true],
  );
});

test('a bio links addresses and people who exist, and carries no script', async () => {
  const bio = 'See https://example.org and @ben, not @nobody <script>alert(1)</script> & co';
  const { profile } = await updateProfile(ann.ctx(), { bio });
  assert.equal(profile.bio, bio);
  assert.match(profile.bioHtml, new RegExp(`<a href="${origin}/@Ben" class="u-url mention">`));
  assert.match(profile.bioHtml, /<a href="https:\/\/example\.org"/);
  assert.match(profile.bioHtml, /@nobody &lt;script&gt;/);
  assert.doesNotMatch(profile.bioHtml, /<script|@nobody<\/a>/);
});

test('fields are rendered safely, empty ones dropped, and names required', async () => {
  const fields = [
    { name: 'Web', value: 'https://ann.example' },
    { name: '', value: '' },
    { name: 'X', value: '<img src=x onerror=alert(1)>' },
  ];
  const { profile } = await updateProfile(ann.ctx(), { fields });
  assert.deepEqual(
    profile.fields.map((field) => field.name),
    ['Web', 'X'],
  );
  assert.match(profile.fields[0]!.html, /^<a href="https:\/\/ann\.example" .*rel="me /);
  assert.equal(profile.fields[1]!.html, '&lt;img src=x onerror=alert(1)&gt;');
  await assert.rejects(updateProfile(ann.ctx(), { fields: [{ name: ' ', value: 'x' }] }), {
    code: 'invalid',
  });
});

test('every limit is named, and a refused change changes nothing', async () => {
  const before = await userById(community.ctx(), ann.id);
  const field = { name: 'a', value: 'b' };
  const patches: [ProfilePatch, string, number | undefined][] = [
    [{ displayName: 'x'.repeat(31) }, 'displayName', 30],
    [{ bio: 'x'.repeat(501) }, 'bio', 500],
    [{ fields: Array(5).fill(field) }, 'fields', 4],
    [{ fields: [{ name: 'x'.repeat(256), value: '' }] }, 'fields', 255],
    [{ fields: [{ name: 'x', value: 'x'.repeat(256) }] }, 'fields', 255],
    [{ avatarDescription: 'x'.repeat(1501) }, 'avatarDescription', 1500],
    [{ locale: 'no such thing' }, 'locale', undefined],
    [{ defaultLanguage: '../..' }, 'defaultLanguage', undefined],
  ];
  for (const [patch, name, limit] of patches) {
    await assert.rejects(
      updateProfile(ann.ctx(), { bot: false, ...patch }),
      (error: { details: object[] }) => {
        const { field, limit: told } = error.details[0] as { field: string; limit?: number };
        assert.deepEqual([field, told], [name, limit]);
        return true;
      },
    );
  }
  assert.deepEqual(await userById(community.ctx(), ann.id), before);
  await updateProfile(ann.ctx(), {
    displayName: '🦜'.repeat(30),
    bio: `${'x'.repeat(470)} https://example.org/${'y'.repeat(200)}`,
  });
});

test('the settings for posting are private, kept, and reset by an empty language', async () => {
  await updateProfile(ben.ctx(), {
    defaultVisibility: 'followers',
    defaultSensitive: true,
    defaultLanguage: 'de',
  });
  await updateProfile(ben.ctx(), { locked: true });
  await follow(ann.ctx(), ben.id);
  assert.deepEqual(await credentialsOf(ben.ctx()), {
    defaultVisibility: 'followers',
    defaultSensitive: true,
    defaultLanguage: 'de',
    followRequestCount: 1,
  });
  await updateProfile(ben.ctx(), { defaultLanguage: '' });
  assert.equal((await credentialsOf(ben.ctx())).defaultLanguage, null);
  await assert.rejects(credentialsOf(community.ctx()), { code: 'unauthenticated' });
});

const removals = statement<{ keys: string[] }>(
  'test-profile-removals',
  `select payload -> 'keys' as keys from graphile_worker.jobs join graphile_worker._private_jobs using (id)
   where task_identifier = 'media/remove-files' and payload ->> 'tenant' = $1 order by id`,
);

test('a picture replaced or taken away has its files removed, the other picture stays', async () => {
  const picture = (name: string) => ({ url: `/media/${name}.webp`, staticUrl: `/media/${name}-still.webp` });
  await updateProfile(ann.ctx(), { avatar: picture('one'), header: picture('head') });
  await updateProfile(ann.ctx(), { avatar: picture('two') });
  const { profile } = await updateProfile(ann.ctx(), { avatar: null });
  assert.deepEqual([profile.avatar, profile.header], [null, picture('head')]);
  const jobs = await community.ctx().db.rows(removals, String(community.tenant.id));
  assert.deepEqual(
    jobs.map((job) => job.keys),
    [
      ['one.webp', 'one-still.webp'],
      ['two.webp', 'two-still.webp'],
    ],
  );
});
