// The import rules find what they forbid: each sample breaks one.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';

const ROOT = join(import.meta.dirname, '..');
const DEPCRUISE = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');

/** A tree of the product's shape, with an import added to one file. */
const TREE: Record<string, string> = {
  'src/utils/db/database.ts': 'export const database = 1;\n',
  'src/user/user.ts': "import { database } from '../utils/db/database.ts';\nexport const user = database;\n",
  'src/utils/http-fetch.ts':
    "import { target } from './http-fetch/target.ts';\nexport const fetched = target;\n",
  'src/utils/http-fetch/target.ts': "import 'node:https';\nexport const target = 1;\n",
  'src/rest/accounts.ts': "import { user } from '../user/user.ts';\nexport const accounts = user;\n",
  'src/graphql/types.ts': "import { user } from '../user/user.ts';\nexport const types = user;\n",
};

const folder = mkdtempSync(join(tmpdir(), 'nexus-imports-'));
after(() => rmSync(folder, { recursive: true, force: true }));

function brokenRules(file?: string, importLine = ''): string {
  rmSync(join(folder, 'src'), { recursive: true, force: true });
  for (const [path, text] of Object.entries(TREE)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), path === file ? `${importLine}\n${text}` : text);
  }
  for (const name of ['.dependency-cruiser.cjs', 'tsconfig.json'])
    cpSync(join(ROOT, name), join(folder, name));
  const args = [DEPCRUISE, 'src', '--config', '.dependency-cruiser.cjs', '--output-type', 'err'];
  return spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' }).stdout;
}

test('a tree that keeps the rules passes', () => {
  assert.match(brokenRules(), /no dependency violations found \(7 modules/);
});

test('a lower module may not import a higher one', () => {
  const found = brokenRules('src/utils/db/database.ts', "import '../../user/user.ts';");
  assert.match(found, /utils-imports-upward/);
  assert.match(found, /no-circle/);
});

test('an edge may not import another', () => {
  assert.match(
    brokenRules('src/rest/accounts.ts', "import '../graphql/types.ts';"),
    /rest-imports-another-edge/,
  );
});

test('an edge holds no SQL', () => {
  assert.match(brokenRules('src/graphql/types.ts', "import '../utils/db/database.ts';"), /sql-in-an-edge/);
});

test('other servers are asked by the guarded client alone', () => {
  for (const module of ['node:https', 'http', 'node:http2']) {
    assert.match(brokenRules('src/user/user.ts', `import '${module}';`), /asks-another-server/, module);
  }
  const past = brokenRules('src/user/user.ts', "import '../utils/http-fetch/target.ts';");
  assert.match(past, /past-the-guard/);
});

test('what Node offers for it without an import is refused by the linter', () => {
  for (const name of ['.gitignore', 'biome.json']) cpSync(join(ROOT, name), join(folder, name));
  for (const path of ['src/user/user.ts', 'src/web/client/page.ts']) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), "export const page = await fetch('https://example.org');\n");
  }
  const args = [join(ROOT, 'node_modules/@biomejs/biome/bin/biome'), 'lint', 'src', '--vcs-enabled=false'];
  const found = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  assert.match(found.stdout + found.stderr, /user\.ts.*noRestrictedGlobals/);
  assert.doesNotMatch(found.stdout + found.stderr, /page\.ts.*noRestrictedGlobals/);
});
