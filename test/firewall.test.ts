// The rules for hosts agree with the guard of outgoing requests, and nft can read them. `npm run drill firewall` shows
// that they hold.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { GLOBAL_IPV6, SPECIAL_IPV4, SPECIAL_IPV6 } from '../src/utils/http-fetch/address.ts';

const FOLDER = join(import.meta.dirname, '../deploy/firewall');
const common = readFileSync(join(FOLDER, 'common.nft'), 'utf8');

function ranges(set: string): string[] {
  const [, elements] = new RegExp(`set ${set} \\{[^}]*elements = \\{([^}]*)\\}`).exec(common) ?? [];
  return elements!.split(',').map((range) => range.trim());
}

test('firewall and guard hold the same addresses to be private', () => {
  assert.deepEqual(ranges('special_4'), SPECIAL_IPV4);
  assert.deepEqual(ranges('special_6'), SPECIAL_IPV6);
  assert.ok(common.includes(`ip6 daddr != ${GLOBAL_IPV6} counter reject`));
});

/** In a namespace of its own, so that nothing of this machine is looked at. */
const check = (role: string) =>
  spawnSync('unshare', ['--net', 'nft', '--check', '-I', FOLDER, '-f', join(FOLDER, `${role}.nft`)], {
    encoding: 'utf8',
    env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` },
  });

for (const role of ['host', 'front', 'app', 'database']) {
  test(`nft takes the rules of a ${role} machine`, (t) => {
    const { error, status, stderr } = check(role);
    if (error !== undefined || /not permitted|No such file or directory/.test(stderr)) {
      return t.skip('nft or the rights to use it are not here');
    }
    assert.equal(status, 0, stderr);
  });
}
