// Files of rows that go. The transaction that deletes the rows adds the job which deletes their files: a
// file may outlive its row for a moment, never the other way round.

import type { Ctx, Tx } from '../context.ts';
import { enqueue, type Jobs } from '../utils/queue.ts';
import type { StoredVariants } from './media.ts';
import { deleteFiles, isKeyOf } from './storage.ts';

/** What is left of a deleted row. */
export interface Gone {
  readonly variants: StoredVariants;
}

/** Adds the job for deleted rows to their transaction. */
export async function removeLater(tx: Tx, gone: readonly Gone[]): Promise<void> {
  const keys = gone.flatMap(({ variants }) => [variants.original.key, variants.small.key]);
  if (keys.length > 0) await enqueue(tx, 'media/remove-files', { keys });
}

/** The job `media/remove-files`. Keys of another community are left alone. */
export async function removeFiles(ctx: Ctx, { keys }: Jobs['media/remove-files']): Promise<void> {
  await deleteFiles(keys.filter((key) => isKeyOf(ctx.tenant.slug, key)));
}
