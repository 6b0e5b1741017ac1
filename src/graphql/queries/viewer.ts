// Who asks, and the community they ask.

import { builder } from '../kit/builder.ts';
import { Community } from '../types/refs.ts';
import { Viewer } from '../types/viewer.ts';

builder.queryFields((t) => ({
  viewer: t.field({
    type: Viewer,
    nullable: true,
    description: 'The person who is signed in; null: nobody.',
    resolve: (_root, _args, { ctx }) => ctx.viewer,
  }),
  community: t.field({
    type: Community,
    description: 'The community that answers here.',
    resolve: (_root, _args, { ctx }) => ctx.tenant,
  }),
}));
