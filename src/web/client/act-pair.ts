// The addresses of small actions come in pairs: /posts/5/like and /posts/5/unlike.

const ACT =
  /^(\/(?:posts|users|tags)\/[^/]+\/)(un)?(like|repost|bookmark|pin|mute|follow|block|endorse|notify)$/;

export interface Act {
  /** What it is done to: "/posts/5/". */
  readonly target: string;
  readonly name: string;
  /** Whether it undoes. */
  readonly undoes: boolean;
}

/** What an address does; undefined when it is none of a pair. */
export function actOf(address: string): Act | undefined {
  const found = ACT.exec(address);
  if (found === null) return undefined;
  const [, target, un, name] = found;
  return { target: target!, name: name!, undoes: un !== undefined };
}

/** The address that does, or undoes. */
export const addressOf = ({ target, name }: Act, { undoes }: { undoes: boolean }): string =>
  `${target}${undoes ? 'un' : ''}${name}`;
