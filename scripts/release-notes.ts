// Prints what CHANGELOG.md says of one version, for a release: `npm run release-notes v0.2.0`. Fails when it says nothing.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const version = (process.argv[2] ?? '').replace(/^v/, '');
const changelog = readFileSync(join(import.meta.dirname, '../CHANGELOG.md'), 'utf8');
const section = changelog.split(/^## /m).find((one) => one.split('\n', 1)[0]!.split(/\s/, 1)[0] === version);
const notes = section?.split('\n').slice(1).join('\n').trim();
if (!notes) {
  console.error(`CHANGELOG.md has no section "## ${version}", or nothing in it`);
  process.exitCode = 1;
} else {
  process.stdout.write(`${notes}\n`);
}
