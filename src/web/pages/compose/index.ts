// Where posts are written.

import { memberAction, memberPage, type WebApp } from '../../kit/page.ts';
import { complete } from './complete.ts';
import { composePage } from './compose-page.tsx';
import { addMedia, describeMedia, removeMedia } from './media.ts';
import { sendPost } from './send-post.ts';

export const composePages = (app: WebApp): void => {
  memberPage(app, '/compose', composePage);
  memberAction(app, '/compose', sendPost);
  memberPage(app, '/compose/complete', complete);
  memberAction(app, '/compose/media', addMedia);
  memberAction(app, '/compose/media/:id', describeMedia);
  memberAction(app, '/compose/media/:id/delete', removeMedia);
};
