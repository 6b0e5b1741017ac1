// A post as it stands above what answers it, or in what asks about it: its author and words, nothing to press.

import type { JSX } from 'preact';
import type { Post } from '../../post/post.ts';
import type { Profile } from '../../user/user.ts';
import { Raw } from '../kit/raw.tsx';
import type { Visit } from '../kit/visit.ts';
import { Avatar } from './avatar.tsx';
import { bodyPiece } from './post-body.tsx';
import { names } from './post-card.tsx';

export interface PostQuoteProps {
  readonly visit: Visit;
  readonly post: Post;
  readonly author: Profile;
  readonly label?: string;
}

export const PostQuote = ({ visit: { t }, post, author, label }: PostQuoteProps): JSX.Element => (
  <article class="post post-quote" aria-label={label}>
    <span class="face">
      <Avatar profile={author} />
    </span>
    <div class="content">
      <Raw as="div" class="byline" html={names(author)} />
      <Raw as="div" html={bodyPiece(t, post.body)} />
    </div>
  </article>
);
