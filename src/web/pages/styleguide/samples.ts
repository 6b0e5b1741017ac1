// Made-up people and posts of every kind, for looking at. They are in no database; their texts are examples, and so
// are not translated.

import type { Media } from '../../../media/media.ts';
import type { NotificationGroup } from '../../../notification/group.ts';
import type { PostBody } from '../../../post/body.ts';
import type { Post } from '../../../post/post.ts';
import type { Profile, User } from '../../../user/user.ts';
import { escapeHtml } from '../../../utils/html.ts';
import { idAt } from '../../../utils/id.ts';

const NOW = Date.UTC(2026, 0, 31, 12);

const person = (number: number, username: string, profile: Partial<Profile>): User => {
  const id = idAt(NOW - 90 * 86_400_000, number * 256);
  const whole: Profile = {
    id,
    username,
    displayName: '',
    bio: '',
    bioHtml: '',
    fields: [],
    avatar: null,
    avatarDescription: '',
    header: null,
    headerDescription: '',
    role: 'member',
    locked: false,
    bot: false,
    discoverable: true,
    indexable: true,
    hideCollections: false,
    locale: 'en',
    createdAt: new Date(NOW),
    ...profile,
  };
  const counts = { followerCount: 12, followingCount: 7, postCount: 345, lastPostOn: null };
  return { id, username, version: 1, role: whole.role, state: 'active', ...counts, profile: whole };
};

export const PEOPLE: readonly User[] = [
  person(1, 'marta', {
    displayName: 'Marta Oyelaran',
    bio: 'Boats, bread, and the odd bicycle.',
    role: 'owner',
  }),
  person(2, 'salim', { displayName: 'سليم حداد', bio: 'أكتب عن البحر والمدينة القديمة.' }),
  person(3, 'tide_times', {
    displayName: 'Tide times',
    bio: 'High and low water, four times a day.',
    bot: true,
  }),
  person(4, 'a_very_long_username_of_thirty', {
    displayName: 'Donaudampfschifffahrtsgesellschaftskapitänin',
    bio: 'Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz and other long words without a place to break',
    locked: true,
  }),
];

const [MARTA, SALIM, , LONG] = PEOPLE as [User, User, User, User];

const COLOURS = ['4f6d7a', 'c0562f', '6b8f71', '8a5a83'];

const picture = (index: number, count: number): Media => {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 400"><rect width="640" height="400" fill="#${COLOURS[index]}"/><circle cx="${160 + index * 90}" cy="190" r="90" fill="#fff" fill-opacity=".35"/></svg>`;
  const url = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  const size = { width: 640, height: 400 };
  return {
    id: String(index + 1),
    kind: 'image',
    url,
    previewUrl: url,
    meta: { original: size, small: size, focus: { x: 0, y: 0 } },
    description: `A pale disc on a plain ground, ${index + 1} of ${count}`,
    blurhash: null,
  };
};

const pictures = (count: number) => Array.from({ length: count }, (_, index) => picture(index, count));

const body = (text: string, more: Partial<PostBody> = {}): PostBody => ({
  id: '0',
  createdAt: new Date(NOW),
  editedAt: null,
  html:
    text === ''
      ? ''
      : text
          .split('\n\n')
          .map((part) => `<p>${escapeHtml(part)}</p>`)
          .join(''),
  text,
  spoilerText: '',
  sensitive: false,
  language: 'en',
  answers: null,
  mentions: [],
  tags: [],
  media: [],
  app: null,
  ...more,
});

const post = (number: number, author: User, written: PostBody, more: Partial<Post> = {}): Post => ({
  id: String(number),
  authorId: author.id,
  authorVersion: author.version,
  authorFollowers: author.followerCount,
  authorFollowing: author.followingCount,
  authorPosts: author.postCount,
  authorLastPostOn: author.lastPostOn,
  repostOfId: null,
  parentId: null,
  parentAuthorId: null,
  rootId: String(number),
  visibility: 'public',
  version: 1,
  likeCount: 0,
  repostCount: 0,
  commentCount: 0,
  viewCount: 0,
  liked: false,
  reposted: false,
  bookmarked: false,
  muted: false,
  pinned: false,
  body: written,
  ...more,
});

const LONG_TEXT = Array.from(
  { length: 4 },
  () =>
    'The ferry was late again, so we sat on the quay with the dog and watched the cranes move boxes from one side of the water to the other.',
).join('\n\n');

const BODIES = {
  plain: body('The first strawberries are in. Come by before noon.'),
  long: body(LONG_TEXT),
  warned: body('The gardener did it.', { spoilerText: 'The end of the novel everybody reads' }),
  sensitive: body('From the operation', { sensitive: true, media: pictures(1) }),
  pictures: [1, 2, 3, 4].map((count) => body(`${count} of 4`, { media: pictures(count) })),
  arabic: body('صباح الخير يا أهل الميناء! السفينة تصل اليوم الساعة الخامسة، ومعها ٣ صناديق من البرتقال.', {
    language: 'ar',
  }),
  words: body(
    'Pneumonoultramicroscopicsilicovolcanoconiosisfloccinaucinihilipilificationantidisestablishmentarianism',
  ),
};

/** Every kind of post; `first` keeps the ids of several lists on one page apart. */
export function samplePosts(first: number) {
  const plain = post(first, MARTA, BODIES.plain, {
    likeCount: 3,
    liked: true,
    repostCount: 1200,
    reposted: true,
    commentCount: 1_234_567,
    bookmarked: true,
  });
  const arabic = post(first + 1, SALIM, BODIES.arabic);
  const reply = { parentId: plain.id, parentAuthorId: MARTA.id };
  const items = [
    plain,
    post(first + 2, MARTA, BODIES.long),
    post(first + 3, SALIM, BODIES.warned),
    post(first + 4, MARTA, BODIES.sensitive),
    ...BODIES.pictures.map((one, index) => post(first + 5 + index, MARTA, one)),
    post(first + 9, MARTA, body(''), { repostOfId: arabic.id }),
    post(first + 10, SALIM, { ...BODIES.plain, answers: MARTA.username }, reply),
    post(first + 11, MARTA, BODIES.plain, { visibility: 'followers' }),
    post(first + 12, SALIM, BODIES.plain, { visibility: 'direct' }),
    post(first + 13, LONG, BODIES.words),
  ];
  const originals = new Map([...items, arabic].map((one) => [one.id, one]));
  return { items, originals };
}

/** One of each line of the inbox; the ids are moments after each other, from `first` on. */
export function sampleGroups(first: number): readonly NotificationGroup[] {
  const group = (
    index: number,
    given: Pick<NotificationGroup, 'type' | 'count'> & { people: readonly User[] },
  ) => {
    const id = idAt(NOW + first + index);
    const { people, ...rest } = given;
    const page = { newestId: id, pageMinId: id, pageMaxId: id };
    return { key: `ungrouped-${id}`, postId: null, actorIds: people.map((one) => one.id), ...page, ...rest };
  };
  return [
    group(0, { type: 'like', count: 1, people: [MARTA] }),
    group(1, { type: 'repost', count: 2, people: [SALIM, MARTA] }),
    group(2, { type: 'follow', count: 1204, people: PEOPLE }),
    group(3, { type: 'follow-request', count: 1, people: [LONG] }),
    group(4, { type: 'follow-approved', count: 1, people: [SALIM] }),
    group(5, { type: 'edit', count: 1, people: [MARTA] }),
  ];
}
