// The whole schema: every file that declares a part of it, built once.

import './types/community.ts';
import './types/media.ts';
import './types/notification.ts';
import './types/post.ts';
import './types/relationship.ts';
import './types/session.ts';
import './types/tag.ts';
import './types/user.ts';
import './types/viewer.ts';
import './queries/feeds.ts';
import './queries/node.ts';
import './queries/posts.ts';
import './queries/search.ts';
import './queries/users.ts';
import './queries/viewer.ts';
import './mutations/account.ts';
import './mutations/media.ts';
import './mutations/notifications.ts';
import './mutations/posts.ts';
import './mutations/profile.ts';
import './mutations/reactions.ts';
import './mutations/relations.ts';
import './mutations/sign-in.ts';
import './mutations/tags.ts';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { builder } from './kit/builder.ts';
import { finish } from './kit/guard.ts';

export const schema = finish(builder.toSchema());

/** The schema as `schema.graphql` holds it. */
export const printedSchema = (): string => `${printSchema(lexicographicSortSchema(schema))}\n`;
