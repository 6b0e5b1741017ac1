// A parser for the HTML that posts are rendered to. It knows a handful of tags and attributes and throws on all else,
// so that what it accepts holds no script whatever a lenient browser would make of it.

export interface Parsed {
  /** What a reader sees, with entities resolved; paragraphs and line breaks are left out. */
  readonly text: string;
  readonly elements: readonly Element[];
}

export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const ALLOWED: Record<string, readonly string[]> = {
  p: [],
  br: [],
  a: ['href', 'target', 'rel', 'translate', 'class'],
  span: ['class', 'translate'],
};

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

const PIECE =
  /<br \/>|<(?<open>[a-z]+)(?<attributes>(?: [a-z]+="[^"<>]*")*)>|<\/(?<close>[a-z]+)>|(?<text>[^<>"']+)/y;

/** Throws unless the HTML is well-formed and made of the allowed elements, attributes and kinds of address only. */
export function parseStrictly(html: string): Parsed {
  const elements: Element[] = [];
  const open: string[] = [];
  let text = '';
  PIECE.lastIndex = 0;
  while (PIECE.lastIndex < html.length) {
    const at = PIECE.lastIndex;
    const piece = PIECE.exec(html)?.groups;
    if (!piece) throw new Error(`Not allowed here: ${html.slice(at, at + 80)}`);
    if (piece.open) {
      elements.push(element(piece.open, piece.attributes ?? ''));
      open.push(piece.open);
    }
    if (piece.close && open.pop() !== piece.close)
      throw new Error(`</${piece.close}> closes nothing in: ${html}`);
    text += decode(piece.text ?? '');
  }
  if (open.length > 0) throw new Error(`<${open.at(-1)}> is never closed in: ${html}`);
  return { text, elements };
}

function element(name: string, written: string): Element {
  if (!ALLOWED[name]) throw new Error(`<${name}> is not allowed`);
  const attributes: Record<string, string> = {};
  for (const [, key = '', value = ''] of written.matchAll(/ ([a-z]+)="([^"]*)"/g)) {
    if (!ALLOWED[name].includes(key) || key in attributes)
      throw new Error(`${key} is not allowed on <${name}>`);
    attributes[key] = decode(value);
  }
  if (name === 'a' && !/^https?:\/\//.test(attributes.href ?? ''))
    throw new Error(`Address: ${attributes.href}`);
  return { name, attributes };
}

const decode = (text: string): string =>
  text.replace(/&([^;&]*)(;?)/g, (whole, entity: string, end: string) => {
    if (end === '' || ENTITIES[entity] === undefined) throw new Error(`Bare & in: ${whole}`);
    return ENTITIES[entity];
  });
