// `nexus doctor --reach`: whether every community answers under its public address, asked as a member's
// browser would: by name, through DNS, certificate and proxy.

import pg from 'pg';
import type { Config } from '../config.ts';
import { publicOrigin } from '../deployment.ts';
import { FetchRefused } from '../utils/http-fetch/refused.ts';
import { httpFetch } from '../utils/http-fetch.ts';
import type { Finding } from './doctor.ts';

interface Community {
  readonly slug: string;
  readonly domain: string;
}

/** Communities asked at once. */
const AT_ONCE = 8;

export async function reachCommunities(config: Config, directoryUrl: string): Promise<Finding[]> {
  const left = await communities(directoryUrl);
  const findings: Finding[] = [];
  while (left.length > 0) {
    findings.push(...(await Promise.all(left.splice(0, AT_ONCE).map((one) => reach(config, one)))));
  }
  return findings;
}

async function communities(url: string): Promise<Community[]> {
  const client = new pg.Client({ connectionString: url, application_name: 'nexus doctor' });
  await client.connect();
  try {
    const { rows } = await client.query<Community>(
      `select distinct on (t.slug) t.slug, d.domain
       from nexus.tenant t join nexus.tenant_domain d on d.tenant_id = t.id
       where t.status = 'active' order by t.slug, d.position, d.domain`,
    );
    return rows;
  } finally {
    await client.end();
  }
}

async function reach(config: Config, { slug, domain }: Community): Promise<Finding> {
  const origin = publicOrigin(config, domain);
  const finding = (state: Finding['state'], detail: string): Finding => ({
    check: `reach ${slug}`,
    state,
    detail,
  });
  try {
    const { status, body } = await httpFetch(config, `${origin}/api/v2/instance`, { maxBytes: 256 * 1024 });
    if (status !== 200) return finding('bad', `${origin} answers with ${status}`);
    const answered = domainIn(String(body));
    return answered === domain
      ? finding('ok', `${origin} answers`)
      : finding('bad', `${origin} is answered by ${answered ?? 'something that is not Nexus'}`);
  } catch (error) {
    if (!(error instanceof FetchRefused)) throw error;
    return finding('bad', `${origin}: ${error.message} (${error.reason})`);
  }
}

/** The domain that an instance says it has. */
function domainIn(text: string): string | undefined {
  try {
    const { domain } = JSON.parse(text) as { domain?: unknown };
    return typeof domain === 'string' ? domain : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
