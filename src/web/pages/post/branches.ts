// The comments below a post as branches, cut where a page would become too long. What is cut can be opened
// from where it was cut.

import type { Post } from '../../../post/post.ts';
import type { Id } from '../../../utils/id.ts';

export interface Branch {
  /** Null: a comment that is not shown to the visitor, though answers to it are. */
  readonly post: Post | null;
  readonly answers: readonly Branch[];
  /** How many comments stand below this one, shown or not. */
  readonly size: number;
  /** How many of them were cut, of which some answer this very comment. */
  readonly cut: number;
}

export interface Branches {
  readonly shown: readonly Branch[];
  /** The comment behind which to go on; undefined: that is all. */
  readonly next: Id | undefined;
}

/** A page of branches, how long one may grow before it is cut, and how deep. */
const PAGE = 60;
const BRANCH = 30;
const DEPTH = 12;

/** The branches below a post, from the first behind `after`. `descendants` come depth first. */
export function branchesBelow(root: Id, descendants: readonly Post[], after = ''): Branches {
  const tree = plant(root, descendants);
  const tops = tree.answers.get(root) ?? [];
  const start = tops.indexOf(after) + 1;
  const shown: Branch[] = [];
  let count = 0;
  let next: Id | undefined;
  for (const [index, id] of tops.entries()) {
    if (index < start) continue;
    if (count >= PAGE) {
      next = tops[index - 1];
      break;
    }
    const budget = { left: BRANCH };
    shown.push(grow(tree, id, 1, budget));
    count += BRANCH - budget.left + 1;
  }
  return { shown, next };
}

interface Tree {
  readonly posts: ReadonlyMap<Id, Post>;
  /** Ids of the comments on each post; those of a post that is not shown are kept under its id. */
  readonly answers: ReadonlyMap<Id, readonly Id[]>;
  readonly sizes: ReadonlyMap<Id, number>;
}

function plant(root: Id, descendants: readonly Post[]): Tree {
  const posts = new Map(descendants.map((post) => [post.id, post]));
  const answers = new Map<Id, Id[]>([[root, []]]);
  for (const { id, parentId } of descendants) {
    const parent = parentId ?? root;
    if (!answers.has(parent)) {
      answers.set(parent, []);
      if (!posts.has(parent)) answers.get(root)!.push(parent);
    }
    answers.get(parent)!.push(id);
  }
  const sizes = new Map<Id, number>();
  for (const { id, parentId } of descendants.toReversed()) {
    const parent = parentId ?? root;
    sizes.set(parent, (sizes.get(parent) ?? 0) + 1 + (sizes.get(id) ?? 0));
  }
  return { posts, answers, sizes };
}

/** Depth first, while the budget lasts. */
function grow(tree: Tree, id: Id, depth: number, budget: { left: number }): Branch {
  const grown: Branch[] = [];
  const size = tree.sizes.get(id) ?? 0;
  let seen = 0;
  if (depth < DEPTH) {
    for (const answer of tree.answers.get(id) ?? []) {
      if (budget.left === 0) break;
      budget.left -= 1;
      const branch = grow(tree, answer, depth + 1, budget);
      grown.push(branch);
      seen += 1 + branch.size;
    }
  }
  return { post: tree.posts.get(id) ?? null, answers: grown, size, cut: size - seen };
}
