// Runs a prepared operation: by a function graphql-jit compiled for it, or by graphql-js itself.

import { type ExecutionResult, execute, type GraphQLSchema } from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import type { Logger } from '../../utils/log.ts';
import type { Variables } from './cost.ts';
import type { Prepared } from './prepare.ts';

export type Run = (
  prepared: Prepared,
  context: object,
  variables: Variables,
) => Promise<ExecutionResult> | ExecutionResult;

export interface RunnerOptions {
  /** Whether to compile at all. */
  readonly jit: boolean;
  /** At which use an operation is compiled: one that never comes back costs no compiling. */
  readonly compileAt?: number | undefined;
  readonly log: Logger;
}

/** Makes the runner. */
export function runner(schema: GraphQLSchema, { jit, compileAt = 2, log }: RunnerOptions): Run {
  return (prepared, context, variables) => {
    prepared.uses++;
    if (jit && prepared.uses >= compileAt && prepared.compiled === undefined) {
      prepared.compiled = compile(schema, prepared, log);
    }
    if (prepared.compiled) return prepared.compiled.query(undefined, context, variables);
    return execute({
      schema,
      document: prepared.document,
      contextValue: context,
      variableValues: variables,
      operationName: prepared.operationName,
    });
  };
}

function compile(schema: GraphQLSchema, prepared: Prepared, log: Logger): Prepared['compiled'] {
  const compiled = compileQuery(schema, prepared.document, prepared.operationName);
  if (isCompiledQuery(compiled)) return compiled;
  log.warn({ errors: compiled.errors?.map((error) => error.message) }, 'an operation was not compiled');
  return null;
}
