// The post one is at: the one with the focus, else the first that is in view.

import { reducedMotion } from './motion.ts';

/** The post with the focus; undefined when there is none. */
export const currentPost = (): HTMLElement | undefined =>
  document.activeElement?.closest<HTMLElement>('article.post') ?? undefined;

/** Gives the focus to the next post or the one before; false at the end of the list. */
export function stepToPost(step: 1 | -1): boolean {
  const posts = [...document.querySelectorAll<HTMLElement>('article.post')];
  const current = currentPost();
  const next = current === undefined ? firstInView(posts) : posts[posts.indexOf(current) + step];
  if (next === undefined) return false;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: 'start', behavior: reducedMotion() ? 'instant' : 'smooth' });
  return true;
}

const firstInView = (posts: readonly HTMLElement[]): HTMLElement | undefined =>
  posts.find((post) => post.getBoundingClientRect().top >= 0) ?? posts[0];
