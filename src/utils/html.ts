// HTML for the few pages the server writes by template. Whatever is put into a template is escaped for text and for
// quoted attributes; places where escaping would not help are refused when the template is first used.

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A string as the text of an element or the value of a quoted attribute. */
export const escapeHtml = (text: string): string =>
  /[&<>"']/.test(text) ? text.replace(/[&<>"']/g, (character) => ESCAPES[character]!) : text;

/** HTML that may be sent as it is. Made by `html` and `raw` only. */
export class SafeHtml {
  readonly #markup: string;

  constructor(markup: string) {
    this.#markup = markup;
  }

  toString(): string {
    return this.#markup;
  }
}

/** Nothing is written for null, undefined and booleans, so that `condition && html…` works. */
export type Content = SafeHtml | string | number | bigint | boolean | null | undefined | readonly Content[];

/** Markup that was made safe elsewhere: rendered posts, icons. Never pass it what somebody typed. */
export const raw = (markup: string): SafeHtml => new SafeHtml(markup);

/** A template whose values are escaped: html`<p title="${title}">${text}</p>`. Lists are joined. */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): SafeHtml {
  const slots = slotsOf(strings);
  let markup = strings[0]!;
  for (const [i, value] of values.entries()) {
    markup += (slots[i] === 'url' ? address(value) : write(value)) + strings[i + 1]!;
  }
  return new SafeHtml(markup);
}

function write(content: Content): string {
  if (typeof content === 'string') return escapeHtml(content);
  if (content === null || content === undefined || typeof content === 'boolean') return '';
  if (content instanceof SafeHtml) return content.toString();
  return Array.isArray(content) ? content.map(write).join('') : escapeHtml(String(content));
}

/** Browsers overlook white space and controls in a scheme, so these are left out before judging it. */
function address(content: Content): string {
  const written = write(content);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers skip exactly these
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(written.replace(/[\u0000-\u0020]+/g, ''))?.[1];
  return scheme === undefined || /^(?:https?|mailto)$/i.test(scheme) ? written : 'about:invalid';
}

type Slot = 'text' | 'url';

const REFUSED: readonly (readonly [RegExp, string])[] = [
  [/<[^<>]*=\s*$/, 'an attribute without quotes'],
  [/<[^<>]*\son\w+\s*=\s*(?:"[^"]*|'[^']*)$/i, 'an event handler'],
  [/<(script|style)\b[^>]*>(?:(?!<\/\1)[\s\S])*$/i, 'a script or style'],
];

const URL_ATTRIBUTE = /\b(?:href|src|action|formaction)\s*=\s*["']$/i;

const known = new WeakMap<TemplateStringsArray, readonly Slot[]>();

/** What stands where in a template: looked at once, since the strings of a template stay the same object. */
function slotsOf(strings: TemplateStringsArray): readonly Slot[] {
  let slots = known.get(strings);
  if (slots === undefined) {
    slots = strings.slice(1).map((_, i) => slotAfter(strings.slice(0, i + 1).join('x')));
    known.set(strings, slots);
  }
  return slots;
}

function slotAfter(markup: string): Slot {
  const refusal = REFUSED.find(([place]) => place.test(markup));
  if (refusal) throw new TypeError(`No value can be put safely into ${refusal[1]}: ${markup.slice(-60)}`);
  return URL_ATTRIBUTE.test(markup) ? 'url' : 'text';
}
