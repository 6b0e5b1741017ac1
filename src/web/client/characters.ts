// How many characters a text counts, while it is typed: as utils/text/length.ts counts, without parsing it as
// strictly. The server has the last word.

const LINK = /https?:\/\/[^\s<>"']*[^\s<>"'.,:;!?)\]*]/gi;
const ADDRESS = /(?<![\w@/.])(@\w+(?:[.-]+\w+)*)@[\p{L}\p{N}.-]*[\p{L}\p{N}]/gu;
/** What a link counts, however long it is. */
const LINK_CHARACTERS = 23;
// A cluster of more code units counts once for each begun.
const CLUSTER_UNITS = 32;

const segmenter = new Intl.Segmenter();

/** A link counts 23, @name@domain what @name does, all else by what people see as one character. */
export function countCharacters(text: string): number {
  const counted = text.replace(LINK, 'x'.repeat(LINK_CHARACTERS)).replace(ADDRESS, '$1');
  let count = 0;
  for (const { segment } of segmenter.segment(counted)) count += Math.ceil(segment.length / CLUSTER_UNITS);
  return count;
}
