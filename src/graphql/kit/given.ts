// In GraphQL a field that is left out and one that is null mean the same here: as it was, or as usual.

type Given<Input> = { [Key in keyof Input]?: Exclude<Input[Key], null> | undefined };

/** The input without its nulls. */
export function given<Input extends object>(input: Input): Given<Input> {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null)) as Given<Input>;
}
