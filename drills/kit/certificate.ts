// Certificates for a front door on this machine, signed by themselves: clients of a drill believe the one they are given.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { program } from './need.ts';
import { runProcess } from './process.ts';
import type { Trial } from './trial.ts';

export const OPENSSL = program('openssl');

export interface Certificate {
  readonly certificateFile: string;
  readonly keyFile: string;
  /** What a client must believe, as text. */
  readonly text: string;
}

/** Makes a certificate for these names and addresses ("DNS:localhost", "IP:127.0.0.1"), good for two days. */
export async function makeCertificate(
  trial: Trial,
  name: string,
  names: readonly string[],
): Promise<Certificate> {
  const certificateFile = join(trial.folder, `${name}.crt`);
  const keyFile = join(trial.folder, `${name}.key`);
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', keyFile];
  const subject = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=${names.join(',')}`];
  await runProcess(trial, {
    name: 'openssl',
    command: 'openssl',
    args: ['req', '-x509', '-days', '2', ...key, ...subject, '-out', certificateFile],
  });
  return { certificateFile, keyFile, text: await readFile(certificateFile, 'utf8') };
}
