// What is measured: each a stream of requests, and the goal it is held against.

import type { Request } from 'autocannon';

export interface World {
  readonly token: string;
  /** A person with exactly a hundred followers active today. */
  readonly authorToken: string;
  readonly postIds: readonly string[];
}

export interface Scenario {
  readonly name: string;
  /** CPU-seconds per 1,000 requests, server and PostgreSQL together. */
  readonly goal: number;
  readonly amount: number;
  readonly request: (world: World, index: number) => Request;
  /** Whether the time until the job queue is empty counts as well. */
  readonly withJobs?: boolean;
}

const FEED = `query Feed { homeFeed(first: 20) { edges { node {
  id html createdAt likeCount liked author { id username displayName }
  comments(first: 3) { edges { node { id html author { id username } } } } } } } }`;

const json = (body: unknown) => JSON.stringify(body);
const bearer = (token: string) => ({ authorization: `Bearer ${token}`, 'content-type': 'application/json' });

export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'REST home feed, 20 posts',
    goal: 0.8,
    amount: 4000,
    request: ({ token }) => ({
      method: 'GET',
      path: '/api/v1/timelines/home?limit=20',
      headers: bearer(token),
    }),
  },
  {
    name: 'GraphQL feed, 20 posts with author, likes and 3 comments each',
    goal: 2.0,
    amount: 3000,
    request: ({ token }) => ({
      method: 'POST',
      path: '/graphql',
      headers: bearer(token),
      body: json({ query: FEED }),
    }),
  },
  {
    name: 'like',
    goal: 1.0,
    amount: 3000,
    request: ({ token, postIds }, index) => ({
      method: 'POST',
      path: `/api/v1/statuses/${postIds[index % postIds.length]}/favourite`,
      headers: bearer(token),
    }),
  },
  {
    name: 'post with 100 followers, job included',
    goal: 8,
    amount: 500,
    withJobs: true,
    request: ({ authorToken }, index) => ({
      method: 'POST',
      path: '/api/v1/statuses',
      headers: bearer(authorToken),
      body: json({
        status: `Measured post ${index} about #bread and the harbour at https://example.org/${index}`,
      }),
    }),
  },
  {
    name: 'community feed, nobody signed in',
    goal: 0.8,
    amount: 3000,
    request: () => ({ method: 'GET', path: '/api/v1/timelines/public?local=true&limit=20' }),
  },
  {
    name: 'thread of a post, as most are',
    goal: 1.5,
    amount: 1500,
    request: ({ token, postIds }, index) => ({
      method: 'GET',
      path: `/api/v1/statuses/${postIds[1000 + (index % 500)]}/context`,
      headers: bearer(token),
    }),
  },
  {
    name: 'notifications, 20',
    goal: 1.0,
    amount: 2000,
    request: ({ authorToken }) => ({
      method: 'GET',
      path: '/api/v1/notifications?limit=20',
      headers: bearer(authorToken),
    }),
  },
  {
    name: 'web home page, 20 posts, signed in',
    goal: 2.0,
    amount: 3000,
    request: ({ token }) => ({ method: 'GET', path: '/home', headers: { cookie: `session=${token}` } }),
  },
  {
    name: 'web profile page, nobody signed in',
    goal: 0.2,
    amount: 4000,
    request: () => ({ method: 'GET', path: '/@bench_author' }),
  },
];
