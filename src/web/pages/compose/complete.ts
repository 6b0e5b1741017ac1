// Names and tags to go on with, while somebody types one: GET /compose/complete?q=@an.

import { searchTags } from '../../../search/tags.ts';
import { searchUsers } from '../../../user/find.ts';
import type { Answer } from '../../kit/page.ts';
import type { Visit } from '../../kit/visit.ts';

const MOST = 6;

export async function complete(visit: Visit): Promise<Answer> {
  const q = visit.query('q').slice(0, 100);
  const begun = q.slice(1);
  if (begun === '') return { data: { people: [], tags: [] } };
  if (q.startsWith('#')) {
    const tags = await searchTags(visit.ctx, begun, { limit: MOST });
    return { data: { people: [], tags: tags.map(({ display }) => ({ name: display })) } };
  }
  if (!q.startsWith('@')) return { data: { people: [], tags: [] } };
  const people = await searchUsers(visit.ctx, begun, { limit: MOST });
  const shown = people.map(({ profile: { username, displayName, avatar } }) => ({
    username,
    name: displayName || username,
    avatar: avatar?.url ?? null,
  }));
  return { data: { people: shown, tags: [] } };
}
