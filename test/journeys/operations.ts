// What the journey asks and does, as an app would have it.

import { graphql } from './client.ts';

const ERRORS = graphql(`fragment Errors on UserError { code field rule limit message }`);

const PERSON = graphql(`fragment Person on User {
  id username displayName bioHtml locked followerCount followingCount postCount url
  fields { name value html }
  relationship { following followedBy requested requestedBy blocking }
}`);

const POST = graphql(`fragment PostParts on Post {
  id restId url text html visibility createdAt editedAt spoilerText sensitive language
  likeCount repostCount commentCount liked reposted bookmarked pinned
  author { username }
  parent { id }
  repostOf { id }
  tags { name }
  mentions { username }
  media { id description url previewUrl size { width height } }
}`);

export const REGISTER = graphql(
  `mutation ($input: RegisterInput!) { register(input: $input) { confirmationSent errors { ...Errors } } }`,
  [ERRORS],
);

export const CONFIRM = graphql(
  `mutation ($secret: String!) { confirmEmail(input: { secret: $secret }) { approved errors { ...Errors } } }`,
  [ERRORS],
);

export const LOG_IN = graphql(
  `mutation ($login: String!, $password: String!) {
    logIn(input: { login: $login, password: $password }) { token user { ...Person } session { current } errors { ...Errors } }
  }`,
  [ERRORS, PERSON],
);

export const LOG_OUT = graphql(`mutation { logOut { errors { ...Errors } } }`, [ERRORS]);

export const VIEWER = graphql(
  `query { viewer { email unreadCount followRequestCount user { ...Person } sessions { current appName } } }`,
  [PERSON],
);

export const UPDATE_PROFILE = graphql(
  `mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) { user { ...Person } errors { ...Errors } } }`,
  [ERRORS, PERSON],
);

export const CREATE_POST = graphql(
  `mutation ($input: CreatePostInput!) { createPost(input: $input) { post { ...PostParts } errors { ...Errors } } }`,
  [ERRORS, POST],
);

export const EDIT_POST = graphql(
  `mutation ($input: EditPostInput!) {
    editPost(input: $input) { post { ...PostParts history { html writtenAt } } errors { ...Errors } }
  }`,
  [ERRORS, POST],
);

export const DELETE_POST = graphql(
  `mutation ($postId: ID!) { deletePost(input: { postId: $postId }) { deletedPostId text errors { ...Errors } } }`,
  [ERRORS],
);

export const LIKE = graphql(
  `mutation ($postId: ID!) { like(input: { postId: $postId }) { post { ...PostParts } errors { ...Errors } } }`,
  [ERRORS, POST],
);

export const REPOST = graphql(
  `mutation ($postId: ID!) { repost(input: { postId: $postId }) { post { ...PostParts } errors { ...Errors } } }`,
  [ERRORS, POST],
);

export const BOOKMARK = graphql(
  `mutation ($postId: ID!) { bookmark(input: { postId: $postId }) { post { ...PostParts } errors { ...Errors } } }`,
  [ERRORS, POST],
);

export const FOLLOW = graphql(
  `mutation ($userId: ID!) { follow(input: { userId: $userId }) { user { ...Person } errors { ...Errors } } }`,
  [ERRORS, PERSON],
);

export const APPROVE_FOLLOW = graphql(
  `mutation ($userId: ID!) { approveFollow(input: { userId: $userId }) { user { ...Person } errors { ...Errors } } }`,
  [ERRORS, PERSON],
);

export const BLOCK = graphql(
  `mutation ($userId: ID!) { block(input: { userId: $userId }) { user { ...Person } errors { ...Errors } } }`,
  [ERRORS, PERSON],
);

export const MARK_READ = graphql(
  `mutation ($id: ID!) {
    markRead(input: { timeline: NOTIFICATIONS, lastReadId: $id }) { marker { version } errors { ...Errors } }
  }`,
  [ERRORS],
);

export const USER = graphql(
  `query ($username: String!) {
    user(username: $username) { ...Person followers(first: 5) { totalCount nodes { username } } posts(first: 5) { nodes { ...PostParts } } }
  }`,
  [PERSON, POST],
);

export const THREAD = graphql(
  `query ($id: ID!) {
    post(id: $id) {
      ...PostParts
      ancestors { id }
      likers(first: 5) { totalCount nodes { username } }
      reposters(first: 5) { nodes { username } }
      comments(first: 5) { nodes { ...PostParts comments(first: 5) { nodes { id } } } }
    }
  }`,
  [POST],
);

export const FEEDS = graphql(
  `query ($tag: String!) {
    homeFeed(first: 10) { nodes { ...PostParts } }
    communityFeed(first: 10) { nodes { id } }
    tagFeed(tag: $tag, first: 10) { nodes { id } }
  }`,
  [POST],
);

export const COMMUNITY_FEED = graphql(
  `query ($first: Int!, $after: String) {
    communityFeed(first: $first, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } }
  }`,
);

export const NOTIFICATIONS = graphql(
  `query {
    viewer {
      unreadCount
      notifications(first: 20) {
        nodes {
          __typename id type createdAt
          actor { username }
          ... on CommentNotification { post { id } }
          ... on LikeNotification { post { id } }
          ... on RepostNotification { post { id } }
        }
      }
    }
  }`,
);

export const FOLLOW_REQUESTS = graphql(
  `query { viewer { followRequestCount followRequests(first: 5) { nodes { id username } } } }`,
);

export const SEARCH = graphql(
  `query ($query: String!) {
    search(query: $query) { users { username } posts { id } tags { name } }
    users(search: $query, first: 5) { nodes { username } }
    posts(search: $query, first: 5) { nodes { id } }
  }`,
);

export const NODE = graphql(`query ($id: ID!) { node(id: $id) { __typename ... on User { username } } }`);
