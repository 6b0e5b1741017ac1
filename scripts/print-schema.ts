// Writes `schema.graphql` from the code; with --check only tells whether it is what the code says.

import { readFile, writeFile } from 'node:fs/promises';
import { printedSchema } from '../src/graphql/schema.ts';

const file = new URL('../schema.graphql', import.meta.url);
const printed = printedSchema();

if (!process.argv.includes('--check')) await writeFile(file, printed);
else if ((await readFile(file, 'utf8').catch(() => '')) !== printed) {
  console.error('schema.graphql is stale: run bin/nexus --node scripts/print-schema.ts');
  process.exitCode = 1;
}
