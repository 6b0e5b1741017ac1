// Cards are rendered once for all places, and their pictures wait until they come near. Those at the top of a page are
// seen at once, so there the waiting is taken out when the page is put together.

/** What a screen shows at first; the pictures of other cards wait until they are near. */
const IN_SIGHT = 3;

/** The pictures of the first cards do not wait, and the first of posts goes before all others. */
export function seenAtOnce(cards: readonly string[]): string[] {
  let isFirst = true;
  const eager = cards.slice(0, IN_SIGHT).map((card) => {
    // Behind a warning they wait for who opens it.
    if (card.includes('<details class="warned"')) return card;
    const shown = card.replaceAll(' loading="lazy"', '');
    const lead = isFirst && shown.includes('<img class="fx-');
    isFirst &&= !lead;
    return lead ? shown.replace('<img class="fx-', '<img fetchpriority="high" class="fx-') : shown;
  });
  return [...eager, ...cards.slice(IN_SIGHT)];
}
