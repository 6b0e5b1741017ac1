// What a written text consists of. The `text` of all tokens, joined, is the text that was parsed: nothing is lost.

export type Token = Plain | Link | Tag | Mention;

export interface Plain {
  readonly kind: 'plain';
  readonly text: string;
}

export interface Link {
  readonly kind: 'link';
  readonly text: string;
  /** As written, with the scheme in lower case: always begins with http:// or https://. */
  readonly url: string;
}

export interface Tag {
  readonly kind: 'tag';
  readonly text: string;
  /** What it is looked up by. */
  readonly name: string;
  /** As written, without its sign. */
  readonly display: string;
}

export interface Mention {
  readonly kind: 'mention';
  readonly text: string;
  /** In lower case. */
  readonly username: string;
  /** In ASCII and lower case; null when only a name was written. */
  readonly domain: string | null;
}
