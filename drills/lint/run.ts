// A checker's program: what it said when it was not content.

import { spawnSync } from 'node:child_process';

interface Run {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** No lines: it found nothing. A program that cannot be started is no finding but an error. */
export function complaints(
  command: string,
  args: readonly string[],
  { cwd, env }: Run = {},
): readonly string[] {
  const { status, stdout, stderr, error } = spawnSync(command, [...args], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ...env },
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error !== undefined) throw error;
  if (status === 0) return [];
  const said = `${stdout}\n${stderr}`.split('\n').filter((line) => line.trim() !== '');
  return said.length > 0 ? said : [`${command} ended with ${status}`];
}
