const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The grapheme clusters of a text (what people see as one character), found as they are asked for. */
export const graphemes = (text: string): Iterable<{ segment: string; index: number }> =>
  segmenter.segment(text);
