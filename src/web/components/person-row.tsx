// Somebody in a list of people. How the viewer stands to all of them is read in one statement.

import type { ComponentChildren, JSX } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { type Relationship, relationshipsOf } from '../../user/relationships.ts';
import type { User } from '../../user/user.ts';
import type { Slice } from '../../utils/cursor.ts';
import type { Id } from '../../utils/id.ts';
import { excerpt } from '../../utils/text/excerpt.ts';
import { Raw } from '../kit/raw.tsx';
import type { Visit } from '../kit/visit.ts';
import { Avatar } from './avatar.tsx';
import { More } from './feed.tsx';
import { FollowButton } from './follow-button.tsx';
import { PersonBadges, RelationBadges } from './person-badges.tsx';

export interface PersonRowOptions {
  /** Instead of the follow button. */
  readonly actions?: (user: User, relation: Relationship | undefined) => ComponentChildren;
  /** Why somebody is in the list. */
  readonly because?: ReadonlyMap<Id, string> | undefined;
  /** If they are known already. */
  readonly relations?: ReadonlyMap<Id, Relationship>;
  /** Of the rows' ids, where a page has two lists of people. */
  readonly prefix?: string;
  /** The way to the next page, where the list is not paged by `max_id`; null for none. */
  readonly end?: JSX.Element | null;
}

const BIO_LENGTH = 140;

/** The rows and the way to the next page, as safe markup; one statement for members, none for visitors. */
export async function personRows(
  visit: Visit,
  people: Slice<User>,
  options: PersonRowOptions = {},
): Promise<string> {
  const relations = options.relations ?? (await relationsFor(visit, people.items));
  const rows = people.items.map((user) => (
    <PersonRow key={user.id} visit={visit} user={user} relation={relations.get(user.id)} options={options} />
  ));
  const end = options.end === undefined ? <More visit={visit} slice={people} /> : options.end;
  return renderToString(
    <>
      {rows}
      {end}
    </>,
  );
}

/** The viewer's relation to each of these people; none for visitors. */
export async function relationsFor(
  { ctx }: Visit,
  people: readonly User[],
): Promise<ReadonlyMap<Id, Relationship>> {
  if (ctx.viewer === null) return new Map();
  const ids = new Set(people.map((user) => user.id));
  return relationshipsOf(ctx, [...ids]);
}

interface PersonRowProps {
  readonly visit: Visit;
  readonly user: User;
  readonly relation: Relationship | undefined;
  readonly options: PersonRowOptions;
}

function PersonRow({ visit, user, relation, options }: PersonRowProps): JSX.Element {
  const { id, profile } = user;
  const bio = excerpt(profile.bio, BIO_LENGTH);
  const because = options.because?.get(id);
  const row = `${options.prefix ?? 'person'}-${id}`;
  return (
    <article class="person" id={row} aria-labelledby={`${row}-name`} tabIndex={-1}>
      {/* biome-ignore lint/a11y/useAnchorContent: the name beside it leads to the same page */}
      <a class="face" href={`/@${profile.username}`} tabIndex={-1} aria-hidden="true">
        <Avatar profile={profile} />
      </a>
      <div class="about">
        <p class="called" id={`${row}-name`}>
          <a class="who" href={`/@${profile.username}`}>
            <bdi class="name">{profile.displayName || profile.username}</bdi>
          </a>
          <PersonBadges t={visit.t} user={user} />
        </p>
        <p class="handle">
          <span dir="ltr">@{profile.username}</span>
          <RelationBadges t={visit.t} relation={relation} />
        </p>
        {bio !== '' && (
          <p class="bio" dir="auto">
            {bio}
          </p>
        )}
        {because !== undefined && <p class="reason">{because}</p>}
      </div>
      <div class="does">
        {options.actions ? (
          options.actions(user, relation)
        ) : (
          <FollowButton visit={visit} user={user} relation={relation} />
        )}
      </div>
    </article>
  );
}

export interface PeopleProps {
  /** Of personRows. */
  readonly markup: string;
  readonly label: string;
}

/** A list of people that grows as feeds do. */
export const People = ({ markup, label }: PeopleProps): JSX.Element => (
  <Raw as="nx-feed" class="people" data-name="people" role="group" aria-label={label} html={markup} />
);
