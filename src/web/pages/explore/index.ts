// Finding what one does not know yet: posts, people, tags.

import { memberPage, readingPage, type WebApp } from '../../kit/page.ts';
import { explorePeoplePage, suggestedPage } from './people.tsx';
import { popularPage } from './posts.tsx';
import { followedTagsPage, popularTagsPage } from './tags.tsx';

export const explorePages = (app: WebApp): void => {
  readingPage(app, '/explore', popularPage);
  readingPage(app, '/explore/people', explorePeoplePage);
  memberPage(app, '/explore/suggested', suggestedPage);
  readingPage(app, '/explore/tags', popularTagsPage);
  memberPage(app, '/explore/followed-tags', followedTagsPage);
};
