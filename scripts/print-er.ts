// Draws the entity-relationship diagram of the live schema: docs/develop/er.md. `--check` only compares.

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { createTenant, deleteTenant } from '../src/tenant/lifecycle.ts';
import { startTestDatabase } from '../test/support/database.ts';

const FILE = join(import.meta.dirname, '../docs/develop/er.md');
const SLUG = 'er-diagram';

interface Column {
  readonly table: string;
  readonly column: string;
  readonly type: string;
  readonly key: string;
}

interface Reference {
  readonly from: string;
  readonly to: string;
  readonly columns: string;
  readonly optional: boolean;
}

const COLUMNS = `
  select c.relname as table, a.attname as column,
         replace(format_type(a.atttypid, null), ' ', '_') as type,
         case when exists (select from pg_constraint p where p.conrelid = c.oid and p.contype = 'p' and a.attnum = any(p.conkey))
              then 'PK' else '' end as key
  from pg_class c join pg_attribute a on a.attrelid = c.oid
  where c.relnamespace = $1::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
  order by c.relname, a.attnum`;

const REFERENCES = `
  select k.conrelid::regclass::text as from, k.confrelid::regclass::text as to,
         string_agg(a.attname, ', ' order by a.attnum) as columns, bool_or(not a.attnotnull) as optional
  from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any(k.conkey)
  where k.contype = 'f' and k.connamespace = $1::regnamespace
  group by k.oid, k.conrelid, k.confrelid order by 1, 2, 3`;

async function draw(client: pg.Client, schema: string): Promise<string> {
  const columns = (await client.query<Column>(COLUMNS, [schema])).rows;
  const references = (await client.query<Reference>(REFERENCES, [schema])).rows;
  const bare = (name: string) => name.replace(/^.*\./, '').replaceAll('"', '').toUpperCase();
  const tables = Map.groupBy(columns, (column) => column.table);
  return [
    'erDiagram',
    ...references.map(
      (r) => `  ${bare(r.to)} ${r.optional ? '|o' : '||'}--o{ ${bare(r.from)} : "${r.columns}"`,
    ),
    ...[...tables].flatMap(([table, own]) => [
      `  ${bare(table)} {`,
      ...own.map(
        (column) =>
          `    ${column.type.replaceAll('[]', '_array')} ${column.column}${column.key && ` ${column.key}`}`,
      ),
      '  }',
    ]),
  ].join('\n');
}

async function diagram(): Promise<string> {
  const database = await startTestDatabase();
  const shards = new Map([['main', database.url]]);
  await createTenant(shards, { slug: SLUG, domains: [`${SLUG}.localhost`] });
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    const community = await draw(client, 't_er_diagram');
    return `# The tables

Drawn from the live schema by \`bin/nexus --node scripts/print-er.ts\`; \`npm run check\` tells when it is out of date.

Every community has its own schema with these tables:

\`\`\`mermaid
${community}
\`\`\`

The schema \`nexus\` of the first shard is the directory of communities: \`tenant\` and \`tenant_domain\`
(\`migrations/host\`). Jobs are in the schema \`graphile_worker\`, one per shard.
`;
  } finally {
    await client.end();
    await deleteTenant(shards, SLUG);
    await database.stop();
  }
}

const fresh = await diagram();
if (!process.argv.includes('--check')) {
  await writeFile(FILE, fresh);
} else if ((await readFile(FILE, 'utf8').catch(() => '')) !== fresh) {
  process.stderr.write('docs/develop/er.md is out of date: run bin/nexus --node scripts/print-er.ts\n');
  process.exitCode = 1;
}
