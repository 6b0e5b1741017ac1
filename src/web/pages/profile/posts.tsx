// The posts of a profile: what is pinned stands first, and not again below it.

import { renderToString } from 'preact-render-to-string';
import { accountFeed } from '../../../feed/account.ts';
import type { FeedSlice } from '../../../feed/slice.ts';
import { authorsOf } from '../../../post/authors.ts';
import type { Translator } from '../../../utils/messages/translator.ts';
import { feedMarkup } from '../../components/feed.tsx';
import { Icon } from '../../components/icon.tsx';
import { cardWriter } from '../../components/post-card.tsx';
import type { Visit } from '../../kit/visit.ts';
import type { ProfileState } from './state.ts';

/** The cards of a tab, as safe markup. */
export async function postsMarkup(
  visit: Visit,
  { user }: ProfileState,
  feed: FeedSlice,
  withPins: boolean,
): Promise<string> {
  const { ctx } = visit;
  const pins = withPins && isFirst(visit) ? await pinsOf(visit, user.id) : undefined;
  const posts = [...(pins?.items ?? []), ...feed.items];
  const originals = new Map([...(pins?.originals ?? []), ...feed.originals]);
  const authors = await authorsOf(ctx, posts, originals);
  const pinned = new Set(pins?.items.map((post) => post.id));
  const items = feed.items.filter((post) => !pinned.has(post.id));
  const cards = cardWriter(visit);
  const because = pinMark(visit.t);
  return (
    (pins?.items ?? []).map((post) => cards(post, originals, authors, { because })).join('') +
    (await feedMarkup(visit, { ...feed, items }))
  );
}

const isFirst = (visit: Visit): boolean =>
  ['max_id', 'min_id', 'since_id'].every((name) => visit.query(name) === '');

const pinsOf = (visit: Visit, userId: string): Promise<FeedSlice> =>
  accountFeed(visit.ctx, userId, { limit: visit.ctx.tenant.settings.maxPins }, { pinned: true });

const pinMark = (t: Translator): string =>
  renderToString(
    <p class="because">
      <Icon name="pin" />
      {t('post.pinned')}
    </p>,
  );
