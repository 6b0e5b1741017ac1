// A post's own pages, under its author's name.

import { memberAction, memberPage, readingPage, type WebApp } from '../../kit/page.ts';
import { deletePage, removePost } from './delete-page.tsx';
import { editPage, saveEdit } from './edit-page.tsx';
import { historyPage } from './history-page.tsx';
import { likesPage, repostsPage } from './people-page.tsx';
import { postPage } from './post-page.tsx';

export const postPages = (app: WebApp): void => {
  readingPage(app, '/@:name/:id', postPage);
  readingPage(app, '/@:name/:id/likes', likesPage);
  readingPage(app, '/@:name/:id/reposts', repostsPage);
  readingPage(app, '/@:name/:id/history', historyPage);
  memberPage(app, '/@:name/:id/edit', editPage);
  memberAction(app, '/@:name/:id/edit', saveEdit);
  memberPage(app, '/@:name/:id/delete', deletePage);
  memberAction(app, '/@:name/:id/delete', removePost);
};
