// The parts of an ICU message, as the parser of intl-messageformat gives them.

import { IntlMessageFormat } from 'intl-messageformat';

export type Element = ReturnType<IntlMessageFormat['getAst']>[number];
type Of<Type extends number> = Extract<Element, { type: Type }>;

// The numbers are the parser's, which gives its enum as a type alone.
const is =
  <Type extends number>(type: Type) =>
  (element: Element): element is Of<Type> =>
    (element.type as number) === type;

export const isLiteral = is(0);
export const isArgument = is(1);
export const isDate = is(3);
export const isTime = is(4);
export const isSelect = is(5);
export const isPlural = is(6);
/** The `#` of a plural. */
export const isCount = is(7);
export const isTag = is(8);

/** Parses a message; throws a SyntaxError for what is none. */
export const parse = (text: string): readonly Element[] => new IntlMessageFormat(text, 'en').getAst();

/** Every element of a message, those inside of plurals, choices and tags too. */
export function* everyElement(elements: readonly Element[]): Iterable<Element> {
  for (const element of elements) {
    yield element;
    for (const inner of insides(element)) yield* everyElement(inner);
  }
}

/** The names of what a message needs: values and tags. */
export function namesIn(elements: readonly Element[]): string[] {
  const names = [...everyElement(elements)].flatMap((element) =>
    isLiteral(element) || isCount(element) ? [] : [element.value],
  );
  return [...new Set(names)];
}

function insides(element: Element): Element[][] {
  if (isTag(element)) return [element.children];
  if (!isPlural(element) && !isSelect(element)) return [];
  return Object.values(element.options).map((option) => option.value);
}
