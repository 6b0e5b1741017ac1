// All a community holds, as one text per table: equal before and after means that nothing was touched.

import type { Community } from './community.ts';

/** Table → hash of its rows. */
export async function fingerprint({ deployment, tenant }: Community): Promise<Record<string, string>> {
  const shard = deployment.shards.get(tenant.shard)!;
  const tables = await shard.query<{ name: string }>(tenant.id, {
    text: 'select tablename as name from pg_tables where schemaname = $1 order by 1',
    values: [tenant.schema],
  });
  const hashes: Record<string, string> = {};
  for (const { name } of tables.rows) {
    const text = `select md5(string_agg(t::text, ' ' order by t::text)) as hash from "${tenant.schema}"."${name}" t`;
    hashes[name] = (await shard.query<{ hash: string }>(tenant.id, { text })).rows[0]!.hash;
  }
  return hashes;
}
