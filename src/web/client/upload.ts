// Sends one picture. A failure that may pass (no connection, a server that restarts) is tried again with the
// same key, by which the server knows what it has already.

import { backoff, pause } from './backoff.ts';
import { Refusal, readAnswer, unreachable } from './send.ts';

export interface Picture {
  readonly id: string;
  readonly previewUrl: string;
  readonly width: number;
  readonly height: number;
}

export interface Upload {
  readonly file: File;
  /** The same for every try of the same picture. */
  readonly key: string;
  /** The `form_token` of the page. */
  readonly token: string;
  /** From 0 to 1; 1 while the server works on the picture. */
  progress(share: number): void;
  /** Told before a further try; `progress` begins anew. */
  waits?(): void;
  readonly signal: AbortSignal;
}

const ADDRESS = '/compose/media';
const TRIES = 12;

/** An upload that has not moved for so long is dead. */
const STALLED = 45_000;

/**
 * Sends the picture until the server has it. Throws the server's refusal, or a refusal with status 0 after many
 * tries; an aborted upload throws the signal's reason.
 */
export async function upload(given: Upload): Promise<Picture> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await attemptUpload(given);
    } catch (error) {
      if (!(error instanceof Refusal) || !mayPass(error.status) || attempt >= TRIES) throw error;
      given.waits?.();
      await pause(backoff(attempt, { most: 20_000 }), given.signal);
    }
  }
}

/** 409: the same key is being worked on. 429: too many at once. */
export const mayPass = (status: number): boolean =>
  status === 0 || status === 409 || status === 429 || status === 408 || status >= 500;

function attemptUpload({ file, key, token, progress, signal }: Upload): Promise<Picture> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const request = new XMLHttpRequest();
    const over = new AbortController();
    let dead = setTimeout(() => request.abort(), STALLED);
    const moved = () => {
      clearTimeout(dead);
      dead = setTimeout(() => request.abort(), STALLED);
    };
    request.upload.addEventListener('progress', ({ loaded, total }) => {
      moved();
      progress(total === 0 ? 0 : loaded / total);
    });
    request.addEventListener('load', () => {
      try {
        resolve(readAnswer(request.status, request.responseText) as unknown as Picture);
      } catch (error) {
        reject(error);
      }
    });
    request.addEventListener('error', () => reject(unreachable()));
    request.addEventListener('abort', () => reject(signal.aborted ? signal.reason : unreachable()));
    request.addEventListener('loadend', () => {
      clearTimeout(dead);
      over.abort();
    });
    signal.addEventListener('abort', () => request.abort(), { signal: over.signal });
    request.open('POST', ADDRESS);
    request.setRequestHeader('Accept', 'application/json');
    request.setRequestHeader('Idempotency-Key', key);
    const form = new FormData();
    // Before the file: the server checks it before it reads on.
    form.append('form_token', token);
    form.append('file', file, file.name);
    request.send(form);
  });
}
