// The form for a reply, at the post it answers.

import type { JSX } from 'preact';
import type { AuthorDefaults } from '../../../post/author-defaults.ts';
import type { Post } from '../../../post/post.ts';
import type { Profile } from '../../../user/user.ts';
import type { Visit } from '../../kit/visit.ts';
import { ComposeForm } from './compose-form.tsx';
import { freshValues } from './values.ts';
import { choices } from './visibility.ts';

export interface ReplyFormProps {
  readonly visit: Visit;
  readonly viewer: Profile;
  readonly parent: Post;
  readonly author: Profile;
  readonly usual: AuthorDefaults;
}

export function ReplyForm({ visit, viewer, parent, author, usual }: ReplyFormProps): JSX.Element {
  const { t } = visit;
  const name = author.displayName || author.username;
  return (
    <section class="reply-form" aria-label={t('compose.reply-title', { name })}>
      <ComposeForm
        visit={visit}
        viewer={viewer}
        compact
        prefix="reply"
        action="/compose"
        reply={parent.id}
        values={freshValues(usual, viewer.id, { post: parent, author })}
        allowed={choices(parent.visibility)}
        send={t('compose.reply')}
        placeholder={t('compose.reply-placeholder')}
        draft={`reply-${parent.id}`}
      />
    </section>
  );
}
