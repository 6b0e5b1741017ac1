// Pictures of posts. They are uploaded through the REST API (`POST /api/v2/media`), which streams and
// checks files; a GraphQL request never carries one.

import type { Dimensions as DomainDimensions, Focus as DomainFocus } from '../../media/media.ts';
import { builder } from '../kit/builder.ts';
import { globalId, Node } from '../kit/node.ts';
import { Media } from './refs.ts';

const Dimensions = builder.objectRef<DomainDimensions>('Dimensions').implement({
  description: 'In pixels.',
  fields: (t) => ({ width: t.exposeInt('width'), height: t.exposeInt('height') }),
});

const Focus = builder.objectRef<DomainFocus>('Focus').implement({
  description: 'The point to keep in view when cut: -1 to 1, left to right and bottom to top.',
  fields: (t) => ({ x: t.exposeFloat('x'), y: t.exposeFloat('y') }),
});

const MediaKind = builder.enumType('MediaKind', { values: { IMAGE: { value: 'image' } } as const });

Media.implement({
  description: 'A picture.',
  interfaces: [Node],
  fields: (t) => ({
    id: t.id({ resolve: (media) => globalId('Media', media.id) }),
    restId: t.exposeID('id', { description: 'The id that the REST API uses.' }),
    kind: t.expose('kind', { type: MediaKind }),
    url: t.string({ resolve: (media, _args, { ctx }) => ctx.tenant.origin + media.url }),
    previewUrl: t.string({ resolve: (media, _args, { ctx }) => ctx.tenant.origin + media.previewUrl }),
    description: t.exposeString('description', { description: 'Alternative text; empty: none was given.' }),
    blurhash: t.exposeString('blurhash', { nullable: true }),
    size: t.field({ type: Dimensions, resolve: (media) => media.meta.original }),
    previewSize: t.field({ type: Dimensions, resolve: (media) => media.meta.small }),
    focus: t.field({ type: Focus, resolve: (media) => media.meta.focus }),
  }),
});
