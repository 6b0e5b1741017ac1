// What a document may ask for, judged from its text alone, before it is validated, compiled or run.

import { type DocumentNode, type FieldNode, GraphQLError, Kind, type SelectionSetNode, visit } from 'graphql';

export const LIMITS = {
  /** Characters of a document. */
  characters: 50_000,
  tokens: 2_000,
  /** Fields inside fields. Introspection has a limit of its own, in validation. */
  depth: 14,
  /** Fields after fragments are put in their places: what a compiler would have to write out. */
  fields: 1_500,
  aliases: 30,
  /** The same field named again and again in one selection: validation compares them all with each other. */
  repeats: 10,
  directives: 20,
  /** Actions in one request. */
  mutations: 5,
  /** Steps of signing in per request, so that one request is one counted attempt. */
  signIns: 1,
  /** Nodes, as `cost.ts` counts them. */
  cost: 20_000,
  /** Nodes of one page. */
  page: 50,
} as const;

interface Measure {
  readonly depth: number;
  readonly fields: number;
}

/**
 * Throws a GraphQLError that names the first limit a document passes. `isSignIn` tells the mutations
 * that try a secret.
 */
export function checkLimits(document: DocumentNode, isSignIn: (mutation: string) => boolean): void {
  countMarks(document);
  const fragments = new Map<string, SelectionSetNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION)
      fragments.set(definition.name.value, definition.selectionSet);
  }
  const known = new Map<string, Measure | null>();
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const measured = measure(definition.selectionSet, fragments, known);
    refuse('depth', measured.depth, 'levels deep');
    refuse('fields', measured.fields, 'fields');
    if (definition.operation !== 'mutation') continue;
    const roots = rootFields(definition.selectionSet, fragments);
    refuse('mutations', roots.length, 'mutations');
    refuse('signIns', roots.filter(isSignIn).length, 'mutations that sign in');
  }
}

function countMarks(document: DocumentNode): void {
  let [aliases, directives, repeats] = [0, 0, 0];
  visit(document, {
    Field: (field) => {
      if (field.alias !== undefined) aliases++;
    },
    SelectionSet: (set) => {
      repeats = Math.max(repeats, mostRepeated(set));
    },
    Directive: () => {
      directives++;
    },
  });
  refuse('aliases', aliases, 'aliases');
  refuse('directives', directives, 'directives');
  refuse('repeats', repeats, 'repetitions of one field');
}

/** How often the selection's most repeated name stands in it. */
function mostRepeated({ selections }: SelectionSetNode): number {
  const counts = new Map<string, number>();
  for (const selection of selections) {
    if (selection.kind !== Kind.FIELD) continue;
    const name = selection.alias?.value ?? selection.name.value;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return Math.max(0, ...counts.values());
}

/** Throws when `value` passes the limit called `name`. */
export function refuse(name: keyof typeof LIMITS, value: number, unit: string): void {
  if (value <= LIMITS[name]) return;
  const size = Number.isFinite(value) ? value : 'countless';
  throw new GraphQLError(`This document has ${size} ${unit}; at most ${LIMITS[name]} are allowed`, {
    extensions: { code: 'TOO_COMPLEX', rule: name, limit: LIMITS[name] },
  });
}

/** Each fragment is measured once, however often it is spread. */
function measure(
  set: SelectionSetNode,
  fragments: ReadonlyMap<string, SelectionSetNode>,
  known: Map<string, Measure | null>,
): Measure {
  let [depth, fields] = [0, 0];
  const add = (inner: Measure, level: number) => {
    depth = Math.max(depth, inner.depth + level);
    fields += inner.fields + level;
  };
  for (const selection of set.selections) {
    if (selection.kind === Kind.FRAGMENT_SPREAD) add(fragment(selection.name.value, fragments, known), 0);
    else if (selection.kind === Kind.INLINE_FRAGMENT)
      add(measure(selection.selectionSet, fragments, known), 0);
    else if (selection.selectionSet === undefined) add(LEAF, 1);
    else {
      const inner = measure(selection.selectionSet, fragments, known);
      add(isIntrospection(selection) ? { ...inner, depth: 0 } : inner, 1);
    }
  }
  return { depth, fields };
}

const LEAF: Measure = { depth: 0, fields: 0 };

/** `null` in `known` marks a fragment that is being measured: meeting it again is a circle. */
function fragment(
  name: string,
  fragments: ReadonlyMap<string, SelectionSetNode>,
  known: Map<string, Measure | null>,
): Measure {
  const before = known.get(name);
  if (before === null) throw new GraphQLError(`Fragment "${name}" contains itself`);
  if (before !== undefined) return before;
  known.set(name, null);
  const set = fragments.get(name);
  const measured = set === undefined ? LEAF : measure(set, fragments, known);
  known.set(name, measured);
  return measured;
}

const isIntrospection = (field: FieldNode) =>
  field.name.value === '__schema' || field.name.value === '__type';

/** The names of an operation's root fields, those in fragments included, once per spread. */
function rootFields(set: SelectionSetNode, fragments: ReadonlyMap<string, SelectionSetNode>): string[] {
  return set.selections.flatMap((selection): string[] => {
    if (selection.kind === Kind.FIELD) return [selection.name.value];
    if (selection.kind === Kind.INLINE_FRAGMENT) return rootFields(selection.selectionSet, fragments);
    const inner = fragments.get(selection.name.value);
    return inner === undefined ? [] : rootFields(inner, fragments);
  });
}
