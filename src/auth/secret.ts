// Bearer secrets: session tokens, OAuth codes and client secrets, links in mails. The holder gets 32 random
// bytes; the database keeps their SHA-256 alone. A plain hash is enough: nobody guesses 256 random bits.

import { hash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A new secret: 43 characters of base64url. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** What the database keeps of a secret. */
export const hashSecret = (secret: string): Buffer => hash('sha256', secret, 'buffer');

/** Whether a secret is the one whose hash is kept, in a time that tells nothing of either. */
export const matchesHash = (secret: string, hash: Buffer): boolean =>
  timingSafeEqual(hashSecret(secret), hash);
