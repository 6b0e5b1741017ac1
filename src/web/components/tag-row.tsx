// A hashtag in a list: how many use it, and its last seven days as small bars.

import type { JSX } from 'preact';
import type { Tag } from '../../post/tag.ts';
import type { TagDay } from '../../post/tag-history.ts';
import type { Translator } from '../../utils/messages/translator.ts';
import type { Visit } from '../kit/visit.ts';
import { Icon } from './icon.tsx';

export interface TagUse {
  /** Of the last seven days, today first. */
  readonly days: readonly TagDay[];
  readonly people: number;
}

export interface TagRowProps {
  readonly visit: Visit;
  readonly tag: Tag;
  /** Absent for a tag nobody has used. */
  readonly use?: TagUse | undefined;
  /** With a button to follow it. */
  readonly followable?: boolean;
}

export function TagRow({ visit, tag, use, followable }: TagRowProps): JSX.Element {
  const { t } = visit;
  return (
    <li class="tag-row">
      <a class="tag-link" href={tagPath(tag.name)}>
        <span class="tag-sign" aria-hidden="true">
          <Icon name="hash" />
        </span>
        <span class="words">
          <span class="name">
            <span class="visually-hidden">#</span>
            <bdi>{tag.display}</bdi>
          </span>
          <span class="soft small">{t('explore.tag-week', { count: use?.people ?? 0 })}</span>
        </span>
      </a>
      {use !== undefined && <Bars t={t} days={use.days} />}
      {followable && <FollowTagButton visit={visit} tag={tag} />}
    </li>
  );
}

/** The address of a tag's page. */
export const tagPath = (name: string): string => `/tags/${encodeURIComponent(name)}`;

const BAR = { width: 6, gap: 3, height: 28, least: 2 };

/** Seven bars, the oldest day first. */
function Bars({ t, days }: { t: Translator; days: readonly TagDay[] }): JSX.Element {
  const uses = days.map((day) => day.uses).reverse();
  const most = Math.max(1, ...uses);
  const width = uses.length * (BAR.width + BAR.gap) - BAR.gap;
  const counts = t.formats.list(uses.map((count) => t.formats.number(count)));
  return (
    <svg class="bars" viewBox={`0 0 ${width} ${BAR.height}`} role="img" focusable="false">
      <title>{t('explore.tag-bars', { counts })}</title>
      {uses.map((count, at) => {
        const height = Math.max(BAR.least, Math.round((count / most) * BAR.height));
        return (
          <rect
            key={at}
            class={count === 0 ? 'none' : undefined}
            x={at * (BAR.width + BAR.gap)}
            y={BAR.height - height}
            width={BAR.width}
            height={height}
            rx={1.5}
          />
        );
      })}
    </svg>
  );
}

/** For members; visitors sign in first. */
export function FollowTagButton({ visit, tag }: { visit: Visit; tag: Tag }): JSX.Element {
  const { t, ctx } = visit;
  const path = tagPath(tag.name);
  const name = <span class="visually-hidden"> #{tag.display}</span>;
  if (ctx.viewer === null) {
    return (
      <a class="button soft compact" href={`/sign-in?${new URLSearchParams({ next: path })}`} rel="nofollow">
        <span>
          {t('explore.follow-tag')}
          {name}
        </span>
      </a>
    );
  }
  const [on, off] = [t('explore.following-tag'), t('explore.follow-tag')];
  return (
    <button
      class="button follow compact"
      type="submit"
      form="act"
      formaction={`${path}/${tag.following ? 'un' : ''}follow`}
      data-act="follow"
      aria-pressed={tag.following}
    >
      <span>
        <span class="label" data-on={on} data-off={off}>
          {tag.following ? on : off}
        </span>
        {name}
      </span>
    </button>
  );
}
