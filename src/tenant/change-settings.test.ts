import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import pg from 'pg';
import { makeCommunity } from '../../test/support/community.ts';
import type { FieldError } from '../utils/error.ts';
import { changeSettings, mayChangeSettings } from './change-settings.ts';
import { DEFAULT_SETTINGS } from './settings.ts';
import type { WrittenSettings } from './settings-rules.ts';

const community = await makeCommunity();
const { deployment, tenant } = community;
const owner = await community.person('owner', { role: 'owner' });
const now = () => deployment.directory.bySlug(tenant.slug)!;
/** The owner's context of a new request. */
const ctx = () => ({ ...owner.ctx(), tenant: now() });

test('the owner and admins change settings; moderators, members and strangers do not', async () => {
  for (const role of ['moderator', 'member'] as const) {
    const person = await community.person(role, { role });
    assert.equal(mayChangeSettings(person.ctx()), false);
    await assert.rejects(changeSettings(person.ctx(), { name: 'Mine' }), { code: 'forbidden' });
  }
  assert.equal(mayChangeSettings(community.ctx()), false);
  await assert.rejects(changeSettings(community.ctx(), { name: 'Mine' }), { code: 'unauthenticated' });
  const admin = await community.person('admin', { role: 'admin' });
  assert.equal(mayChangeSettings(admin.ctx()), true);
  assert.equal((await changeSettings(admin.ctx(), { name: 'Ours' })).name, 'Ours');
});

test('settings change one by one, and the next request sees it', async () => {
  await changeSettings(ctx(), { name: '  Harbour  ', accent: '#0F7' });
  const given = await changeSettings(ctx(), { maxCharacters: 700, publicPreview: false });
  const { settings } = now();
  assert.deepEqual(
    [settings.name, settings.accent, settings.maxCharacters, settings.publicPreview, settings.registration],
    ['Harbour', '#00ff77', 700, false, 'open'],
  );
  assert.deepEqual(given, settings);
});

test('other processes hear of it', async () => {
  const client = new pg.Client({ connectionString: deployment.shardUrls.get('main') });
  await client.connect();
  try {
    await client.query('listen nexus_directory');
    const heard = once(client, 'notification', { signal: AbortSignal.timeout(10_000) });
    await changeSettings(ctx(), { description: 'Heard everywhere' });
    await heard;
  } finally {
    await client.end();
  }
});

const refused = async (patch: WrittenSettings): Promise<string[]> => {
  const error = await changeSettings(ctx(), patch).then(
    () => assert.fail(`${JSON.stringify(patch)} was taken`),
    (thrown: { details: FieldError[] }) => thrown,
  );
  return error.details.map(({ field, rule, limit }) => [field, rule, limit].join(' ').trim());
};

test('every mistake is named with its field, rule and limit, and nothing is changed', async () => {
  const before = now().settings;
  assert.deepEqual(
    await refused({
      name: ' ',
      shortName: 'x'.repeat(16),
      description: 'x'.repeat(501),
      about: 'x'.repeat(20_001),
      contactEmail: 'nobody',
      contactUsername: 'no body',
      accent: 'red',
      registration: 'sometimes' as 'open',
      languages: ['english!'],
      maxCharacters: 9,
      maxMedia: 1.5,
      maxPins: Number.NaN,
      rules: [{ text: '', hint: 'Why' }, { text: 'x'.repeat(301) }],
    }),
    [
      'name blank',
      'contactEmail invalid',
      'contactUsername invalid',
      'shortName too-long 15',
      'description too-long 500',
      'about too-long 20000',
      'accent invalid',
      'registration invalid',
      'languages invalid',
      'maxCharacters invalid 100000',
      'maxMedia invalid 16',
      'maxPins invalid 20',
      'rules blank',
      'rules too-long 300',
    ],
  );
  assert.deepEqual(await refused({ accent: '' }), ['accent invalid']);
  assert.deepEqual(await refused({ languages: [] }), ['languages blank']);
  assert.deepEqual(await refused({ rules: Array.from({ length: 31 }, () => ({ text: 'x' })) }), [
    'rules too-many 30',
  ]);
  assert.deepEqual(now().settings, before);
});

test('rules are edited, kept in order, and keep their ids', async () => {
  await changeSettings(ctx(), { rules: [{ text: 'Be kind' }, { text: 'No spam', hint: 'None' }] });
  const [kind, spam] = now().settings.rules;
  assert.notEqual(kind!.id, spam!.id);
  await changeSettings(ctx(), {
    rules: [{ ...spam!, text: 'No advertising' }, { text: '  ' }, { text: 'New', hint: '' }, kind!],
  });
  const rules = now().settings.rules;
  assert.deepEqual(
    rules.map((rule) => [rule.text, rule.hint]),
    [
      ['No advertising', 'None'],
      ['New', ''],
      ['Be kind', ''],
    ],
  );
  assert.deepEqual([rules[0]!.id, rules[2]!.id], [spam!.id, kind!.id]);
  assert.equal(new Set(rules.map((rule) => rule.id)).size, 3);
});

test('what a community has not chosen is as usual, and unknown keys do nothing', async () => {
  const patch = { logo: { 32: 'javascript:' }, schema: 'public', maxCharacters: 800 } as WrittenSettings;
  await changeSettings(ctx(), patch);
  const { logo, maxFields } = now().settings;
  assert.deepEqual([logo, maxFields], [null, DEFAULT_SETTINGS.maxFields]);
  assert.ok(!('schema' in now().settings));
});
