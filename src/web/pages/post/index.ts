// A post's own pages, under its author's name.

import { memberAction, memberPage, page, type WebApp } from '../../kit/page.ts';
import { deletePage, removePost } from './delete-page.tsx';
import { editPage, saveEdit } from './edit-page.tsx';
import { historyPage } from './history-page.tsx';
import { likesPage, repostsPage } from './people-page.tsx';
import { postPage } from './post-page.tsx';

export const postPages = (app: WebApp): void => {
  page(app, '/@:name/:id', postPage);
  page(app, '/@:name/:id/likes', likesPage);
  page(app, '/@:name/:id/reposts', repostsPage);
  page(app, '/@:name/:id/history', historyPage);
  memberPage(app, '/@:name/:id/edit', editPage);
  memberAction(app, '/@:name/:id/edit', saveEdit);
  memberPage(app, '/@:name/:id/delete', deletePage);
  memberAction(app, '/@:name/:id/delete', removePost);
};
