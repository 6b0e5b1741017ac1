// What stands in the fields of the compose form: at first, after an error, and when a post is edited.

import { randomUUID } from 'node:crypto';
import type { Media } from '../../../media/media.ts';
import type { AuthorDefaults } from '../../../post/author-defaults.ts';
import type { Post } from '../../../post/post.ts';
import type { Visibility } from '../../../user/profile.ts';
import type { Profile } from '../../../user/user.ts';
import type { Id } from '../../../utils/id.ts';
import type { Visit } from '../../kit/visit.ts';
import { narrowed } from './visibility.ts';

export interface ComposeValues {
  /** What makes sending the same form twice post once. */
  readonly key: string;
  readonly text: string;
  readonly warning: string;
  readonly sensitive: boolean;
  readonly visibility: Visibility;
  /** Empty: not said. */
  readonly language: string;
  readonly media: readonly Media[];
  /** The post to delete when this one is out. */
  readonly redraft?: Id | undefined;
}

/** The post that is answered. */
export interface Parent {
  readonly post: Post;
  readonly author: Profile;
}

/** An empty form, as the author usually posts; a reply names the people it is for. */
export function freshValues(usual: AuthorDefaults, viewerId: Id, parent?: Parent): ComposeValues {
  const wanted = parent === undefined ? usual.visibility : narrowed(usual.visibility, parent.post.visibility);
  return {
    key: randomUUID(),
    text: parent === undefined ? '' : mentionsOf(parent, viewerId),
    warning: parent?.post.body.spoilerText ?? '',
    sensitive: usual.sensitive,
    visibility: wanted!,
    language: usual.language,
    media: [],
  };
}

/** Who wrote the post, and whom it names, but not oneself: "@ann @ben ". */
function mentionsOf({ post, author }: Parent, viewerId: Id): string {
  const people = [author, ...post.body.mentions].filter(({ id }) => id !== viewerId);
  const names = [...new Set(people.map(({ username }) => username))];
  return names.map((name) => `@${name} `).join('');
}

/** What a post says, to be changed. */
export const valuesOf = ({ body, visibility }: Post): ComposeValues => ({
  key: randomUUID(),
  text: body.text,
  warning: body.spoilerText,
  sensitive: body.sensitive,
  visibility,
  language: body.language ?? '',
  media: body.media,
});

/** What was typed into the form, all of it. `media` are the pictures it holds by now. */
export const typedValues = (visit: Visit, media: readonly Media[], parent?: Visibility): ComposeValues => ({
  key: randomUUID(),
  text: visit.field('text'),
  warning: visit.field('warned') === '' ? '' : visit.field('warning'),
  sensitive: visit.field('sensitive') !== '',
  visibility: narrowed(visit.field('visibility'), parent) ?? 'followers',
  language: visit.field('language'),
  media,
  ...(visit.field('redraft') !== '' && { redraft: visit.field('redraft') }),
});
