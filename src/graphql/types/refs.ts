// The types that refer to each other; each is given its fields in the file of its name.

import type { Session as DomainSession } from '../../auth/sessions.ts';
import type { Tenant } from '../../context.ts';
import type { Media as DomainMedia } from '../../media/media.ts';
import type { FeaturedTag as DomainFeaturedTag } from '../../post/featured-tag.ts';
import type { Post as DomainPost } from '../../post/post.ts';
import type { Tag as DomainTag } from '../../post/tag.ts';
import type { Relationship as DomainRelationship } from '../../user/relationships.ts';
import type { User as DomainUser } from '../../user/user.ts';
import { builder } from '../kit/builder.ts';
import { connectionType } from '../kit/connection.ts';

export const User = builder.objectRef<DomainUser>('User');
export const Post = builder.objectRef<DomainPost>('Post');
export const Media = builder.objectRef<DomainMedia>('Media');
export const Tag = builder.objectRef<DomainTag>('Tag');
export const FeaturedTag = builder.objectRef<DomainFeaturedTag>('FeaturedTag');
export const Session = builder.objectRef<DomainSession>('Session');
export const Relationship = builder.objectRef<DomainRelationship>('Relationship');
export const Community = builder.objectRef<Tenant>('Community');

export const UserConnection = connectionType('User', User, 'How many there are, hidden ones included.');
export const PostConnection = connectionType('Post', Post, 'How many there are, hidden ones included.');
export const TagConnection = connectionType('Tag', Tag);
