// Following and what takes its place: signing in first, taking a block back, or nothing at all.

import type { JSX } from 'preact';
import type { Relationship } from '../../user/relationships.ts';
import type { User } from '../../user/user.ts';
import type { Translator } from '../../utils/messages/translator.ts';
import type { Visit } from '../kit/visit.ts';

export interface FollowButtonProps {
  readonly visit: Visit;
  readonly user: User;
  /** The viewer's; undefined for visitors. */
  readonly relation: Relationship | undefined;
}

/** The button beside somebody's name; none for oneself, nor where following is out of the question. */
export function FollowButton({ visit, user, relation }: FollowButtonProps): JSX.Element | null {
  const { t, ctx } = visit;
  const { id, username } = user;
  const name = <Named user={user} />;
  if (ctx.viewer === null) {
    const next = new URLSearchParams({ next: `/@${username}` });
    return (
      <a class="button soft compact" href={`/sign-in?${next}`} rel="nofollow">
        <span>
          {t('people.follow')}
          {name}
        </span>
      </a>
    );
  }
  if (relation === undefined || ctx.viewer.id === id || user.state !== 'active') return null;
  if (relation.blocking) {
    return (
      <button class="button danger compact" type="submit" form="act" formaction={`/users/${id}/unblock`}>
        <span>
          {t('people.unblock')}
          {name}
        </span>
      </button>
    );
  }
  if (relation.blockedBy) return null;
  const on = relation.following || relation.requested;
  const words = followWords(t, user, relation);
  return (
    <button
      class="button follow compact"
      type="submit"
      form="act"
      formaction={`/users/${id}/${on ? 'un' : ''}follow`}
      data-act="follow"
      aria-pressed={on}
    >
      <span>
        <span class="label" data-on={words.on} data-off={words.off}>
          {on ? words.on : words.off}
        </span>
        {name}
      </span>
    </button>
  );
}

/** Who is meant: said to those who do not see where the button stands. */
const Named = ({ user }: { user: User }): JSX.Element => (
  <span class="visually-hidden"> {user.profile.displayName || user.username}</span>
);

/** What the button says when pressed and when not. */
export function followWords(
  t: Translator,
  user: User,
  relation: Pick<Relationship, 'following' | 'followedBy'>,
): { readonly on: string; readonly off: string } {
  const asks = user.profile.locked && !relation.following;
  return {
    on: t(asks ? 'people.requested' : 'people.following'),
    off: t(relation.followedBy ? 'people.follow-back' : 'people.follow'),
  };
}
