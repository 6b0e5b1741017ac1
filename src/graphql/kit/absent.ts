// A query for one thing answers null where the domain says not-found.

import { DomainError } from '../../utils/error.ts';

export async function nullIfNotFound<T>(find: () => Promise<T>): Promise<T | null> {
  try {
    return await find();
  } catch (error) {
    if (error instanceof DomainError && error.code === 'not-found') return null;
    throw error;
  }
}
