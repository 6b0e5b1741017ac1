import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCommunity } from '../../test/support/community.ts';
import { statement } from '../utils/db/statement.ts';
import { changeSettingsWithPictures } from './brand-pictures.ts';
import { LOGO_SIZES } from './logo.ts';
import { sharp } from './sharp.ts';
import { findFile } from './storage.ts';

const community = await makeCommunity();
const { deployment, tenant, request } = community;
const owner = await community.person('owner', { role: 'owner' });
const now = () => deployment.directory.bySlug(tenant.slug)!;
const ctx = () => ({ ...owner.ctx(), tenant: now() });

const drawn = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 4, background: '#c2410cff' } })
    .withExif({ IFD0: { Copyright: 'A secret place' } })
    .png()
    .toBuffer();

const served = async (path: string) => (await request({ url: path })).rawPayload;
const isThere = async (path: string) => (await findFile(path.replace('/media/', ''))) !== null;

test('a logo is stored in every size, whole, and without what else the file held', async () => {
  const source = await drawn(600, 300);
  assert.ok(source.includes('A secret place'));
  await changeSettingsWithPictures(ctx(), { name: 'Branded' }, { logo: source });
  const { logo, name } = now().settings;
  assert.equal(name, 'Branded');
  for (const size of LOGO_SIZES) {
    const bytes = await served(logo![`${size}`]);
    assert.ok(!bytes.includes('A secret place'));
    const { data, info } = await sharp(bytes).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
    assert.deepEqual([info.width, info.height], [size, size]);
    const middle = (Math.floor(size / 2) * size + Math.floor(size / 2)) * 4;
    assert.deepEqual([...data.subarray(middle, middle + 4)], [0xc2, 0x41, 0x0c, 255]);
    assert.deepEqual([...data.subarray(0, 4)], size === 180 ? [255, 255, 255, 255] : [0, 0, 0, 0]);
  }
});

test('a cover is cut to its shape; a new one replaces the old, whose file goes later', async () => {
  await changeSettingsWithPictures(ctx(), {}, { cover: await drawn(900, 900) });
  const first = now().settings.cover!;
  const { width, height } = await sharp(await served(first)).metadata();
  assert.deepEqual([width, height], [1500, 500]);
  await changeSettingsWithPictures(ctx(), {}, { cover: await drawn(30, 10) });
  const second = now().settings.cover!;
  assert.notEqual(first, second);
  assert.ok((await isThere(first)) && (await isThere(second)));
  const { logo } = now().settings;
  await changeSettingsWithPictures(ctx(), {}, { cover: null });
  assert.equal(now().settings.cover, null);
  assert.deepEqual(now().settings.logo, logo);
  const jobs = await community.ctx().db.rows(removals, tenant.id);
  assert.deepEqual(
    jobs.map((job) => [job.keys, job.later]),
    [first, second].map((path) => [[path.replace('/media/', '')], true]),
  );
});

const removals = statement<{ keys: string[]; later: boolean }>(
  'test-brand-removals',
  `select array(select json_array_elements_text(payload -> 'keys')) as keys, run_at > now() + interval '1 hour' as later
   from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
   where t.identifier = 'media/remove-files' and (payload ->> 'tenant')::int = $1 order by j.id`,
);

test('members change no pictures, and what is no picture is refused by its name', async () => {
  const member = await community.person('member');
  const logo = await drawn(10, 10);
  await assert.rejects(changeSettingsWithPictures(member.ctx(), {}, { logo }), { code: 'forbidden' });
  const before = now().settings;
  const vector = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
  for (const field of ['logo', 'cover'] as const) {
    const refused = changeSettingsWithPictures(ctx(), {}, { [field]: vector });
    await assert.rejects(refused, (error: { details: { field: string; rule: string }[] }) => {
      assert.deepEqual([error.details[0]?.field, error.details[0]?.rule], [field, 'unsupported']);
      return true;
    });
  }
  await assert.rejects(changeSettingsWithPictures(ctx(), { accent: 'red' }, { logo }), /Accent is not/);
  assert.deepEqual(now().settings, before);
});
