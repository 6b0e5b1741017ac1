// Groups of notifications as the items of a list. What somebody wrote to the viewer is shown whole, with its buttons;
// the rest is one line. A page costs the same statements whatever its size.

import { renderToString } from 'preact-render-to-string';
import type { GroupSlice, NotificationGroup } from '../../notification/group.ts';
import { authorsOf } from '../../post/authors.ts';
import { type Post, postsWithOriginals } from '../../post/post.ts';
import type { NotificationType } from '../../user/notify.ts';
import type { Profile, User } from '../../user/user.ts';
import { compareIds, type Id } from '../../utils/id.ts';
import { More } from '../components/feed.tsx';
import { Because, Note } from '../components/notification.tsx';
import { cardWriter } from '../components/post-card.tsx';
import type { Visit } from '../kit/visit.ts';

const SHOWN_WHOLE: ReadonlySet<NotificationType> = new Set(['comment', 'mention', 'post']);

/** The items as safe markup; those newer than `readUpTo` are marked as new. */
export async function noteItems(visit: Visit, found: GroupSlice, readUpTo: Id): Promise<string> {
  const { t, ctx } = visit;
  const posts = await postsWithOriginals(ctx, [
    ...new Set(found.items.flatMap(({ postId }) => postId ?? [])),
  ]);
  const people = await authorsOf(ctx, [...posts.values()], posts);
  const card = cardWriter(visit);
  return found.items
    .map((group) => {
      const about = aboutOf(group, posts, people);
      const actors = group.actorIds.flatMap((id) => found.actors.get(id) ?? []);
      if (about === undefined || actors.length === 0) return '';
      const note = { t, group, actors, ...about, unread: compareIds(group.newestId, readUpTo) > 0 };
      if (about.post === undefined || !SHOWN_WHOLE.has(group.type)) return renderToString(<Note {...note} />);
      const because = renderToString(<Because {...note} />);
      return card(about.wrapper, posts, people, { because, cursor: group.pageMaxId, unread: note.unread });
    })
    .join('');
}

/** The items and the way on; the next page knows what was read before this one was opened. */
export async function noteMarkup(visit: Visit, found: GroupSlice, readUpTo: Id): Promise<string> {
  const [path, query] = visit.here.split('?', 2) as [string, string?];
  const values = new URLSearchParams(query);
  values.set('read', readUpTo);
  const onward = { ...visit, here: `${path}?${values}` };
  return (await noteItems(visit, found, readUpTo)) + renderToString(<More visit={onward} slice={found} />);
}

type About =
  | { readonly post: Post; readonly wrapper: Post; readonly author: Profile | undefined }
  | { readonly post?: undefined };

/** The post a group is about, if it is about one; undefined: that post went away meanwhile. */
function aboutOf(
  { postId }: NotificationGroup,
  posts: ReadonlyMap<Id, Post>,
  people: ReadonlyMap<Id, User>,
): About | undefined {
  if (postId === null) return {};
  const wrapper = posts.get(postId);
  const post = wrapper?.repostOfId ? posts.get(wrapper.repostOfId) : wrapper;
  if (wrapper === undefined || post === undefined) return undefined;
  return { post, wrapper, author: people.get(post.authorId)?.profile };
}
