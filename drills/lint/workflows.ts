// The workflows of GitHub, by the parser that GitHub's own editor uses; and every action is pinned to a whole hash with
// the version it stands for beside it.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Checker } from './checker.ts';
import { complaints } from './run.ts';

const FOLDER = '.github/workflows';
const PINNED = /uses: [\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/;

const PARSE = `
import { readFileSync } from 'node:fs';
import { parseWorkflow, NoOperationTraceWriter, convertWorkflowTemplate } from '@actions/workflow-parser';
const check = async (name) => {
  const parsed = parseWorkflow({ name, content: readFileSync(name, 'utf8') }, new NoOperationTraceWriter());
  if (parsed.value) await convertWorkflowTemplate(parsed.context, parsed.value, undefined, { errorPolicy: 1 });
  for (const { message } of parsed.context.errors.getErrors()) {
    console.log(message);
    process.exitCode = 1;
  }
};
for (const name of process.argv.slice(2)) void check(name);
`;

export async function workflows(tools: string, folder: string): Promise<Checker> {
  const parser = join(folder, 'parse-workflow.cjs');
  await build({
    stdin: { contents: PARSE, resolveDir: tools },
    outfile: parser,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'error',
  });
  return {
    name: 'workflows',
    plant: { file: `${FOLDER}/check.yml`, text: 'runs-on:', becomes: 'run-on:' },
    async faults(root) {
      const files = readdirSync(join(root, FOLDER)).map((name) => join(root, FOLDER, name));
      return [...files.flatMap(unpinned), ...complaints(process.execPath, [parser, ...files])];
    },
  };
}

const unpinned = (file: string): readonly string[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => /^\s*(- )?uses:/.test(line) && !PINNED.test(line));
