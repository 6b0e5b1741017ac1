const WORD = /[\p{L}\p{M}\p{Nd}\p{Pc}]/u;

/** Whether what stands right before `at` is part of a word, or one of `others`: then no tag or mention begins. */
export function follows(text: string, at: number, others: string): boolean {
  const before = text.charAt(at - 1);
  if (before === '') return false;
  return others.includes(before) || WORD.test(lastCharacter(text, at));
}

/** The whole code point that ends before `at`. */
function lastCharacter(text: string, at: number): string {
  const unit = text.charCodeAt(at - 1);
  return unit >= 0xdc00 && unit <= 0xdfff ? text.slice(Math.max(0, at - 2), at) : text.charAt(at - 1);
}
