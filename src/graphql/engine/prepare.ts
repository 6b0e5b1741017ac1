// From a request's text to an operation that may run: parsed, within the limits, valid, its cost known.
// Prepared operations are kept, bounded in bytes, by the hash of their text; they hold nothing of a
// community, so all share them.

import { createHash } from 'node:crypto';
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import type { CompiledQuery } from 'graphql-jit';
import { LRUCache } from 'lru-cache';
import { cacheLookups } from '../../utils/metrics.ts';
import { cleanDocument } from './clean.ts';
import { costOf, type Variables } from './cost.ts';
import { Refusal } from './failure.ts';
import { checkLimits, LIMITS, refuse } from './limits.ts';

/** An operation ready to run, any number of times. */
export interface Prepared {
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  readonly cost: (variables: Variables) => number;
  /** How often it was asked for; a second time makes compiling worth it. */
  uses: number;
  /** `null`: the compiler could not, graphql-js runs it. */
  compiled: CompiledQuery | null | undefined;
}

const CACHE_BYTES = 48 * 1024 * 1024;
/** Tree, compiled functions and closures, per character of text: measured on the documents of the tests. */
const BYTES_PER_CHARACTER = 60;

const hits = cacheLookups.labels('graphql-document', 'hit');
const misses = cacheLookups.labels('graphql-document', 'miss');

/** Makes the function that prepares a request's operation; it throws a Refusal when that may not run. */
export function preparer(schema: GraphQLSchema): (source: string, operationName?: string) => Prepared {
  const kept = new LRUCache<string, Prepared>({ max: 5_000, maxSize: CACHE_BYTES });
  return (source, operationName) => {
    if (source.length > LIMITS.characters) {
      throw new Refusal(new GraphQLError(`The document is longer than ${LIMITS.characters} characters`));
    }
    const key = createHash('sha256')
      .update(`${operationName ?? ''}\n${source}`)
      .digest('base64url');
    const known = kept.get(key);
    (known === undefined ? misses : hits).inc();
    if (known !== undefined) return known;
    const prepared = prepare(schema, source, operationName);
    kept.set(key, prepared, { size: 2_000 + source.length * BYTES_PER_CHARACTER });
    return prepared;
  };
}

function prepare(schema: GraphQLSchema, source: string, operationName: string | undefined): Prepared {
  const document = refusing(() => {
    const parsed = cleanDocument(parse(source, { maxTokens: LIMITS.tokens, noLocation: false }));
    checkLimits(parsed, (mutation) => isSignIn(schema, mutation));
    return parsed;
  });
  const errors = validate(schema, document, specifiedRules, { maxErrors: 20 });
  if (errors.length > 0) throw new Refusal(...errors);
  const operation = chooseOperation(document, operationName);
  return {
    document,
    operationName: operation.name?.value,
    cost: costOf(schema, document, operation),
    uses: 0,
    compiled: undefined,
  };
}

/** Turns what the parser and the limits throw into a refusal. */
function refusing<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof GraphQLError) throw new Refusal(error);
    // The parser descends by calls: a document may be too deep for the stack before it is too long.
    if (error instanceof RangeError) throw new Refusal(new GraphQLError('The document is nested too deeply'));
    throw error;
  }
}

function isSignIn(schema: GraphQLSchema, mutation: string): boolean {
  return schema.getMutationType()?.getFields()[mutation]?.extensions.signIn === true;
}

function chooseOperation(document: DocumentNode, name: string | undefined): OperationDefinitionNode {
  const operations = document.definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
  const wanted = name === undefined ? operations : operations.filter((one) => one.name?.value === name);
  const [operation, another] = wanted;
  if (operation === undefined || another !== undefined) {
    throw new Refusal(new GraphQLError('Say in operationName which operation of the document to run'));
  }
  if (operation.operation === OperationTypeNode.SUBSCRIPTION) {
    throw new Refusal(new GraphQLError('Subscriptions are not served here'));
  }
  return operation;
}

/** Throws a Refusal when the operation with these variables costs more than is allowed. */
export function costWithin(prepared: Prepared, variables: Variables): number {
  const cost = prepared.cost(variables);
  refusing(() => refuse('cost', cost, 'nodes in cost'));
  return cost;
}
