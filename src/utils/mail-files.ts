// Mails of a deployment without a mail server: one JSON file each under NEXUS_HOME/mail/<community>/,
// readable by the owner of the process only, since they hold links that open accounts.

import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
export interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface KeptMail extends Letter {
  readonly sentAt: string;
}

const KEPT = 200;

const folderOf = (home: string, slug: string): string => join(home, 'mail', slug);

/** Writes a mail to a file; the oldest go when there are more than 200. */
export async function keepMail(home: string, slug: string, letter: Letter): Promise<void> {
  const folder = folderOf(home, slug);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const sentAt = new Date().toISOString();
  const name = `${sentAt.replaceAll(':', '-')}-${randomBytes(4).toString('hex')}.json`;
  const path = join(folder, name);
  // Whoever reads meanwhile finds the whole of it or nothing.
  await writeFile(`${path}.part`, `${JSON.stringify({ sentAt, ...letter }, null, 2)}\n`, { mode: 0o600 });
  await rename(`${path}.part`, path);
  for (const old of (await mailNames(folder)).slice(KEPT)) await rm(join(folder, old), { force: true });
}

/** The newest kept mails, newest first. */
export async function keptMails(home: string, slug: string, limit = 50): Promise<KeptMail[]> {
  const folder = folderOf(home, slug);
  const names = (await mailNames(folder)).slice(0, limit);
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8').catch(absent)));
  return texts.flatMap((text) => (text === undefined ? [] : [JSON.parse(text) as KeptMail]));
}

/** File names, newest first; none while no mail was kept. */
async function mailNames(folder: string): Promise<string[]> {
  const names = (await readdir(folder).catch(absent)) ?? [];
  return names
    .filter((name) => name.endsWith('.json'))
    .sort()
    .reverse();
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
  return undefined;
}
