// `.env.example` and `src/config.ts` name the same settings.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';

const ROOT = join(import.meta.dirname, '..');

test('every setting is in .env.example, and nothing else is', async () => {
  const example = await readFile(join(ROOT, '.env.example'), 'utf8');
  const source = await readFile(join(ROOT, 'src/config.ts'), 'utf8');
  const documented = new Set([...example.matchAll(/^# ?([A-Z_]+)=/gm)].map((match) => match[1]));
  const read = new Set(
    [...source.matchAll(/(?:read\.\w+\(|env\.|value\()'?([A-Z][A-Z_]+)\b/g)].map((match) => match[1]),
  );
  assert.deepEqual([...documented].sort(), [...read].sort());
});
