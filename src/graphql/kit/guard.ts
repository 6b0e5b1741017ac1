// Last touches on the built schema: fields with a scope ask for it, and fields that only read a property
// lose their resolver, so that the compiler writes a plain property access.

import { type GraphQLFieldResolver, type GraphQLSchema, isObjectType } from 'graphql';
import { type Context, checkScope } from './context.ts';

/** Changes the schema in place and gives it back. Mutations check their scope themselves. */
export function finish(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type === schema.getMutationType()) continue;
    for (const field of Object.values(type.getFields())) {
      if (field.extensions.pothosExposedField === field.name) delete field.resolve;
      const scope = field.extensions.scope;
      if (typeof scope === 'string' && field.resolve) field.resolve = guarded(scope, field.resolve);
    }
  }
  return schema;
}

function guarded(
  scope: string,
  resolve: GraphQLFieldResolver<unknown, Context>,
): GraphQLFieldResolver<unknown, Context> {
  return (parent, args, context, info) => {
    checkScope(context, scope);
    return resolve(parent, args, context, info);
  };
}
