// Whether a commit's first line follows Conventional Commits, as CONTRIBUTING.md asks: `feat(post): …`.

import { readFileSync } from 'node:fs';

const TYPES = ['feat', 'fix', 'docs', 'test', 'refactor', 'perf', 'build', 'revert'];
const FORM = new RegExp(`^(${TYPES.join('|')})(\\([a-z0-9-]+\\))?!?: \\S.*$`);
/** What Git writes by itself. */
const OF_GIT = /^(Merge |Revert "|fixup! |squash! )/;

const [first = ''] = readFileSync(process.argv[2]!, 'utf8').split('\n');
if (!FORM.test(first) && !OF_GIT.test(first)) {
  console.error(`"${first}" should read like "feat(post): polls", with one of ${TYPES.join(', ')}.`);
  process.exitCode = 1;
}
