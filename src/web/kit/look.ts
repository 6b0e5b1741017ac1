// How somebody wants the pages of this browser to look: one cookie, so that pages are right from their first
// byte and the choice needs no account. What it holds is checked: it ends up in attributes.

const CHOICES = {
  theme: ['system', 'light', 'dark'],
  contrast: ['system', 'more'],
  motion: ['system', 'less'],
  text: ['usual', 'large', 'larger'],
} as const;

export type LookChoice = keyof typeof CHOICES;

export type Look = { readonly [Choice in LookChoice]: (typeof CHOICES)[Choice][number] } & {
  /** The language chosen in this browser; empty: what it asks for. */
  readonly language: string;
};

/** The choices there are, the usual one first. */
export const LOOK_CHOICES: Readonly<Record<LookChoice, readonly string[]>> = CHOICES;

/** Reads the cookie; what is absent or unknown is as usual. */
export function readLook(cookie: string | undefined): Look {
  const given = new URLSearchParams(cookie ?? '');
  const choices = Object.entries(LOOK_CHOICES).map(([name, values]) => {
    const value = given.get(name) ?? '';
    return [name, values.includes(value) ? value : values[0]];
  });
  const language = /^[a-z]{2,3}$/.exec(given.get('language') ?? '')?.[0] ?? '';
  return { ...Object.fromEntries(choices), language } as Look;
}

/** The cookie's text: only what differs from the usual. */
export function writeLook(look: Look): string {
  const chosen = Object.entries(look).filter(
    ([name, value]) => value !== '' && value !== LOOK_CHOICES[name as LookChoice]?.[0],
  );
  return new URLSearchParams(chosen).toString();
}
