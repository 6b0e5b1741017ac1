// The schema builder every type is made with, its scalars, and the two root types.

import SchemaBuilder from '@pothos/core';
import type { Context } from './context.ts';

export const builder = new SchemaBuilder<{
  Context: Context;
  DefaultFieldNullability: false;
  Scalars: {
    ID: { Input: string; Output: string };
    DateTime: { Input: Date; Output: Date };
    Date: { Input: string; Output: string };
  };
}>({ defaultFieldNullability: false });

export type SchemaTypes = typeof builder.$inferSchemaTypes;

builder.queryType({ description: 'What can be asked.' });
builder.mutationType({
  description: 'What can be done. Every answer has `errors`: an empty list means that it was done.',
});

builder.scalarType('DateTime', {
  description: 'A moment: ISO 8601 with milliseconds, UTC.',
  serialize: (value) => value.toISOString(),
});

builder.scalarType('Date', { description: 'A day: `YYYY-MM-DD`.', serialize: (value) => value });
