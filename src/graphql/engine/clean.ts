// PostgreSQL refuses NUL in text, and a lone surrogate is no character: neither gets past this edge.

import { type DocumentNode, GraphQLError, Kind, visit } from 'graphql';
import type { Variables } from './cost.ts';

const DEEPEST = 10;

/** The text without what PostgreSQL cannot hold. */
export function cleanText(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}

/** Variables with clean texts. Throws a GraphQLError when they nest deeper than any input does. */
export function cleanVariables(variables: Variables): Variables {
  return cleanValue(variables, 0) as Variables;
}

function cleanValue(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === DEEPEST) throw new GraphQLError('The variables are nested too deeply');
  if (Array.isArray(value)) return value.map((inner) => cleanValue(inner, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, cleanValue(inner, depth + 1)]));
}

/** The document with clean string literals; the same object when none was unclean. */
export function cleanDocument(document: DocumentNode): DocumentNode {
  return visit(document, {
    [Kind.STRING]: (node) => {
      const value = cleanText(node.value);
      return value === node.value ? undefined : { ...node, value };
    },
  });
}
