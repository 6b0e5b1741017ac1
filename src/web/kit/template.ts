// Markup with holes, rendered once and filled in often: {{id}}. What fills a hole is escaped.

import { escapeHtml } from '../../utils/html.ts';

export type Template<Hole extends string> = (values: Readonly<Record<Hole, string>>) => string;

/** Cuts rendered markup at its holes. */
export function template<Hole extends string>(markup: string): Template<Hole> {
  const pieces = markup.split(/\{\{(\w+)\}\}/);
  return (values) => {
    let filled = pieces[0]!;
    for (let at = 1; at < pieces.length; at += 2) {
      filled += escapeHtml(values[pieces[at] as Hole]) + pieces[at + 1];
    }
    return filled;
  };
}
