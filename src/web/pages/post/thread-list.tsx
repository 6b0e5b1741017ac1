// The comments below a post: lists in lists, each branch closed and opened by the line at its side. Written as
// text around the cached cards, since a thread may show a hundred of them.

import { renderToString } from 'preact-render-to-string';
import type { Post } from '../../../post/post.ts';
import type { User } from '../../../user/user.ts';
import { escapeHtml } from '../../../utils/html.ts';
import type { Id } from '../../../utils/id.ts';
import type { Translator } from '../../../utils/messages/translator.ts';
import { Icon } from '../../components/icon.tsx';
import { cardWriter } from '../../components/post-card.tsx';
import type { Visit } from '../../kit/visit.ts';
import type { Branch } from './branches.ts';
import { postPath } from './open-post.ts';

const NONE: ReadonlyMap<Id, Post> = new Map();
const CHEVRON = renderToString(<Icon name="chevron-down" />);

/** The branches as safe markup: items of a list. */
export function branchItems(
  visit: Visit,
  branches: readonly Branch[],
  people: ReadonlyMap<Id, User>,
): string {
  const { t } = visit;
  const card = cardWriter(visit);
  const list = (those: readonly Branch[]): string => those.map(item).join('');
  const item = (branch: Branch): string => {
    const { post } = branch;
    const shown =
      post === null
        ? `<p class="not-shown">${escapeHtml(t('post.not-shown'))}</p>`
        : card(post, NONE, people);
    return `<li class="reply">${shown}${below(t, branch, list, people)}</li>`;
  };
  return list(branches);
}

function below(
  t: Translator,
  { post, answers, size, cut }: Branch,
  list: (those: readonly Branch[]) => string,
  people: ReadonlyMap<Id, User>,
): string {
  const author = post === null ? undefined : people.get(post.authorId)?.username;
  const more =
    cut === 0 || post === null || author === undefined
      ? ''
      : `<a class="more-replies" href="${postPath(author, post.id)}">${escapeHtml(t('post.branch-more', { count: cut }))}</a>`;
  if (answers.length === 0) return more;
  return (
    `<details class="branch" open><summary>${CHEVRON}<span>${escapeHtml(t('post.branch', { count: size }))}</span></summary>` +
    `<ol class="replies">${list(answers)}</ol>${more}</details>`
  );
}
