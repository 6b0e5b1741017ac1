// What resolvers get beside their arguments: the domain's context, and the request's loaders over it.

import { isSignIn } from '../../auth/authenticate.ts';
import { covers } from '../../auth/scope.ts';
import type { Ctx } from '../../context.ts';
import { type Post, postsWithOriginals } from '../../post/post.ts';
import { type Relationship, relationshipsOf } from '../../user/relationships.ts';
import { type AuthorRow, authorsOfRows, type User, usersById } from '../../user/user.ts';
import { forbidden } from '../../utils/error.ts';
import type { Id } from '../../utils/id.ts';
import { endOfTurn, type Loader, loader } from '../engine/loader.ts';

export interface Context {
  readonly ctx: Ctx;
  readonly users: Loader<Id, User>;
  /** With the originals of reposts. */
  readonly posts: Loader<Id, Post>;
  /** The viewer's relations; only asked when somebody is signed in. */
  readonly relationships: Loader<Id, Relationship>;
  /** A loader of its own for each `name` (with the page or filter in it), kept for the request. */
  by<Value>(name: string, fetch: (ids: readonly Id[]) => Promise<ReadonlyMap<Id, Value>>): Loader<Id, Value>;
  /** Keeps posts that a list has read, and what it has read of their authors: nobody asks for them again. */
  keep(posts: Iterable<Post>): void;
  /** Forgets what was read, after a mutation. */
  forget(): void;
}

/** Makes the context of one request. */
export function makeContext(ctx: Ctx): Context {
  const named = new Map<string, Loader<Id, unknown>>();
  const others = new Set<Promise<unknown>>();
  const onBatch = (batch: Promise<unknown>) => {
    others.add(batch);
    const done = () => others.delete(batch);
    batch.then(done, done);
  };
  const authors = new Map<Id, AuthorRow>();
  const users = loader((ids: readonly Id[]) => usersOf(ctx, ids, authors), { turn: () => afterAll(others) });
  const relationships = loader((ids: readonly Id[]) => relationshipsOf(ctx, ids));
  const posts = loader(
    async (ids: readonly Id[]) => {
      const found = await postsWithOriginals(ctx, ids);
      keep(found.values());
      return found;
    },
    { onBatch },
  );
  const keep = (found: Iterable<Post>) => {
    for (const post of found) {
      posts.prime(post.id, post);
      authors.set(post.authorId, post);
    }
  };
  return {
    ctx,
    users,
    posts,
    relationships,
    keep,
    by<Value>(name: string, fetch: (ids: readonly Id[]) => Promise<ReadonlyMap<Id, Value>>) {
      const known = named.get(name) ?? loader(fetch, { onBatch });
      named.set(name, known);
      return known as Loader<Id, Value>;
    },
    forget() {
      for (const one of [users, posts, relationships]) one.clear();
      named.clear();
      authors.clear();
    },
  };
}

/** People of whom posts have told are only completed; the others are looked up. */
async function usersOf(
  ctx: Ctx,
  ids: readonly Id[],
  authors: ReadonlyMap<Id, AuthorRow>,
): Promise<Map<Id, User>> {
  const told = await authorsOfRows(
    ctx,
    ids.flatMap((id) => authors.get(id) ?? []),
  );
  const asked = await usersById(
    ctx,
    ids.filter((id) => !authors.has(id)),
  );
  return new Map([...told, ...asked]);
}

/**
 * People come last: posts and comments on their way will ask for their authors too, and one statement
 * then does for all.
 */
async function afterAll(others: ReadonlySet<Promise<unknown>>): Promise<void> {
  await endOfTurn();
  while (others.size > 0) {
    await Promise.allSettled(others);
    await endOfTurn();
  }
}

/** A scope of our own: not grantable to an app, only a sign-in of this site's own has it. */
export const OWN_SESSION = 'own-session';

/**
 * Throws 'forbidden' when the request came with a token that does not cover the scope, in the same words
 * as the REST API. Without a token the domain decides.
 */
export function checkScope({ ctx: { access } }: Context, scope: string | null): void {
  if (access === null || scope === null) return;
  const granted =
    scope === OWN_SESSION ? isSignIn(access) && covers(access.scopes, 'write') : covers(access.scopes, scope);
  if (!granted) throw forbidden('This action is outside the authorized scopes');
}
