// Starts GraphiQL with examples in its tabs. Runs in the browser; React and GraphiQL are there by then.

const { GraphiQL, React, ReactDOM } = window;

const WELCOME = `# Ctrl-Enter runs what the cursor is in.
#
# Who is signed in at this site is signed in here.
# Otherwise log in (see the tab) and put the token
# below, under Headers:
#   { "Authorization": "Bearer <token>" }
#
# The book on the left is the whole schema.

query Welcome {
  viewer {
    user {
      username
      followerCount
    }
    unreadCount
  }
  community {
    name
    stats {
      users
      posts
    }
  }
}
`;

const FEED = `# The community's feed: each post with its author, likes and first comments.
query Feed($first: Int = 10, $after: String) {
  communityFeed(first: $first, after: $after) {
    nodes {
      id
      text
      createdAt
      author {
        username
        displayName
      }
      likeCount
      liked
      comments(first: 3) {
        totalCount
        nodes {
          text
          author {
            username
          }
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
`;

const PEOPLE = `# Popular people, with what they wrote last.
query People {
  users(first: 5, orderBy: POPULAR) {
    nodes {
      username
      bio
      followerCount
      relationship {
        following
      }
      posts(first: 2, withoutComments: true) {
        nodes {
          text
        }
      }
    }
  }
}
`;

const LOG_IN = `# Signing in. Put your name and password into the variables below.
mutation LogIn($login: String!, $password: String!) {
  logIn(input: { login: $login, password: $password }) {
    token
    user {
      username
    }
    errors {
      code
      message
    }
  }
}
`;

const POST = `# Writing a post, once you are signed in. What is refused comes back in "errors".
mutation Post {
  createPost(input: { text: "Hello from GraphiQL #hello" }) {
    post {
      id
      url
      html
    }
    errors {
      code
      field
      rule
      limit
      message
    }
  }
}
`;

const credentials = JSON.stringify({ login: '', password: '' }, null, 2);

ReactDOM.createRoot(document.getElementById('graphiql')).render(
  React.createElement(GraphiQL, {
    fetcher: GraphiQL.createFetcher({ url: '/graphql' }),
    defaultEditorToolsVisibility: 'headers',
    defaultTabs: [
      { query: WELCOME },
      { query: FEED, variables: JSON.stringify({ first: 10 }, null, 2) },
      { query: PEOPLE },
      { query: LOG_IN, variables: credentials },
      { query: POST },
    ],
  }),
);
