import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { makeLinks } from './binaries.ts';

test('links that a skipped install script left out are made, and existing ones kept', () => {
  const root = mkdtempSync(join(tmpdir(), 'nexus-links-'));
  try {
    mkdirSync(join(root, 'native', 'lib'), { recursive: true });
    writeFileSync(join(root, 'native', 'lib', 'libx.so.6.18'), 'library');
    const links = ['libx.so', 'libx.so.6'].map((name) => ({
      source: 'native/lib/libx.so.6.18',
      target: `native/lib/${name}`,
    }));
    writeFileSync(join(root, 'native', 'pg-symlinks.json'), JSON.stringify(links));
    makeLinks(root);
    makeLinks(root);
    for (const { target } of links) assert.equal(readFileSync(join(root, target), 'utf8'), 'library');
  } finally {
    rmSync(root, { recursive: true });
  }
});
