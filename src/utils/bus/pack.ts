// Messages on the wire: a payload is a JSON list of pairs of a community's number and a message.

import type { Message } from './message.ts';

export type Addressed = readonly [tenantId: number, message: Message];

/** Stands for messages that had to be dropped, of any community. */
export const MISSED = 'missed';

/**
 * Puts messages into as few payloads as hold them, each at most `limit` bytes. A message that is longer by
 * itself is left out and counted in `tooLong`.
 */
export function pack(messages: readonly Addressed[], limit: number): { payloads: string[]; tooLong: number } {
  const payloads: string[] = [];
  let tooLong = 0;
  let open: string[] = [];
  let size = 1;
  for (const message of messages) {
    const text = JSON.stringify(message);
    const bytes = Buffer.byteLength(text) + 1;
    if (bytes + 1 > limit) {
      tooLong++;
      continue;
    }
    if (size + bytes > limit) {
      payloads.push(`[${open.join()}]`);
      open = [];
      size = 1;
    }
    open.push(text);
    size += bytes;
  }
  if (open.length > 0) payloads.push(`[${open.join()}]`);
  return { payloads, tooLong };
}

/** Reads a payload; null when it is none of ours. Messages of an unknown kind pass: a newer process sent them. */
export function unpack(payload: string): Addressed[] | null {
  try {
    const read: unknown = JSON.parse(payload);
    return Array.isArray(read) && read.every(isAddressed) ? (read as Addressed[]) : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function isAddressed(pair: unknown): boolean {
  if (!Array.isArray(pair) || pair.length !== 2 || !Number.isInteger(pair[0])) return false;
  const message = pair[1] as { kind?: unknown } | null;
  return typeof message === 'object' && typeof message?.kind === 'string';
}
