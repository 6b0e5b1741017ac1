// The cost of an operation, known before it runs: one for every object it could answer, so that a page of
// 20 posts with 3 comments each costs 20 × (1 + 3). Leaves are free: they come with their object.
//
// Fields say their size in extensions: `page` (a connection, with its usual page size), `size` (how long
// a plain list usually is), `sizeOf` (the argument whose list decides it).

import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isInterfaceType,
  isLeafType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { LIMITS } from './limits.ts';

export type Variables = Readonly<Record<string, unknown>>;

/** What one evaluation knows: the variables, and the fragments it has counted already. */
interface Evaluation {
  readonly variables: Variables;
  readonly counted: Map<string, number>;
}

/** Counts a selection; `page` is the page size of the connection it stands in. */
type Cost = (evaluation: Evaluation, page: number) => number;

const INTROSPECTION = 2_000;
const MUTATION = 10;

/** Compiles a validated operation to a function from its variables to its cost. */
export function costOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): (variables: Variables) => number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const compiled = new Map<string, Cost>();
  const defaults = defaultsOf(operation);
  const cost = selection(operation.selectionSet, schema.getRootType(operation.operation)!);
  return (variables) => cost({ variables: { ...defaults, ...variables }, counted: new Map() }, 1);

  function selection(set: SelectionSetNode, type: GraphQLNamedType): Cost {
    const parts = set.selections.map((node): Cost => {
      if (node.kind === Kind.FRAGMENT_SPREAD) return spread(node.name.value);
      if (node.kind === Kind.FIELD) return field(node, type);
      const narrowed =
        node.typeCondition === undefined ? type : schema.getType(node.typeCondition.name.value)!;
      return selection(node.selectionSet, narrowed);
    });
    return (evaluation, page) => parts.reduce((sum, part) => sum + part(evaluation, page), 0);
  }

  function spread(name: string): Cost {
    return (evaluation, page) => {
      const key = `${name} ${page}`;
      const known = evaluation.counted.get(key);
      if (known !== undefined) return known;
      const counted = fragment(name)(evaluation, page);
      evaluation.counted.set(key, counted);
      return counted;
    };
  }

  function fragment(name: string): Cost {
    const known = compiled.get(name);
    if (known !== undefined) return known;
    const definition = fragments.get(name)!;
    const made = selection(definition.selectionSet, schema.getType(definition.typeCondition.name.value)!);
    compiled.set(name, made);
    return made;
  }

  function field(node: FieldNode, parent: GraphQLNamedType): Cost {
    if (node.name.value.startsWith('__')) return () => (node.selectionSet === undefined ? 0 : INTROSPECTION);
    const definition = fieldOf(parent, node.name.value);
    if (definition === undefined) return () => 0;
    const type = getNamedType(definition.type);
    const own = parent === schema.getMutationType() ? MUTATION : 0;
    if (isLeafType(type) || node.selectionSet === undefined) return () => own;
    const inner = selection(node.selectionSet, type);
    const size = sizeOf(node, definition);
    return (evaluation, page) => {
      const { nodes, inside } = size(evaluation.variables, page);
      return own + nodes * (1 + inner(evaluation, inside));
    };
  }
}

/** The default values of variables, as far as they can be sizes. */
function defaultsOf(operation: OperationDefinitionNode): Variables {
  const given = operation.variableDefinitions ?? [];
  return Object.fromEntries(given.map((one) => [one.variable.name.value, literal(one.defaultValue)]));
}

function literal(value: ValueNode | undefined): unknown {
  if (value?.kind === Kind.INT) return Number(value.value);
  return value?.kind === Kind.LIST ? value.values : undefined;
}

function fieldOf(type: GraphQLNamedType, name: string): GraphQLField<unknown, unknown> | undefined {
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
}

/** How many nodes a field answers, and the page size its selection inherits. */
type Size = (variables: Variables, page: number) => { nodes: number; inside: number };

function sizeOf(node: FieldNode, definition: GraphQLField<unknown, unknown>): Size {
  const { page, size, sizeOf } = definition.extensions as { page?: number; size?: number; sizeOf?: string };
  if (page !== undefined) {
    const wanted = argument(node, 'first') ?? argument(node, 'last') ?? (() => page);
    return (variables) => ({ nodes: 1, inside: bounded(wanted(variables), page) });
  }
  if (!isListType(getNullableType(definition.type)))
    return (_variables, inherited) => ({ nodes: 1, inside: inherited });
  if (sizeOf !== undefined) {
    const list = argument(node, sizeOf);
    return (variables) => ({ nodes: lengthOf(list?.(variables)), inside: 1 });
  }
  if (size !== undefined) return () => ({ nodes: size, inside: 1 });
  return (_variables, inherited) => ({ nodes: inherited, inside: 1 });
}

function argument(node: FieldNode, name: string): ((variables: Variables) => unknown) | undefined {
  const value = node.arguments?.find((given) => given.name.value === name)?.value;
  if (value === undefined) return undefined;
  if (value.kind === Kind.VARIABLE) return (variables) => variables[value.name.value];
  const constant = literal(value);
  return constant === undefined ? undefined : () => constant;
}

function bounded(wanted: unknown, usual: number): number {
  if (typeof wanted !== 'number' || !Number.isFinite(wanted)) return usual;
  return Math.min(LIMITS.page, Math.max(1, wanted));
}

const lengthOf = (value: unknown): number => (Array.isArray(value) ? value.length : 1);
