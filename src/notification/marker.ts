// Where the viewer stopped reading, per timeline, so that every device goes on from there.

import { type Ctx, requireViewer } from '../context.ts';
import { announceInboxes } from '../user/notify.ts';
import { statement } from '../utils/db/statement.ts';
import { invalid } from '../utils/error.ts';
import { type Id, isId } from '../utils/id.ts';

export type Timeline = 'home' | 'notifications';

export const TIMELINES: readonly Timeline[] = ['home', 'notifications'];

export interface Marker {
  readonly lastReadId: Id;
  /** Grows with every change. */
  readonly version: number;
  readonly updatedAt: Date;
}

const COLUMNS = 'timeline, last_read_id as "lastReadId", version, updated_at as "updatedAt"';

const markersOf = statement<Marker & { timeline: Timeline }>(
  'markers',
  `select ${COLUMNS} from tenant.marker where user_id = $1 and timeline = any($2::text[])`,
);

const putMarker = statement<Marker & { timeline: Timeline }>(
  'put-marker',
  `insert into tenant.marker as m (user_id, timeline, last_read_id) values ($1, $2, $3)
   on conflict (user_id, timeline) do update
     set last_read_id = excluded.last_read_id, version = m.version + 1, updated_at = now()
   returning ${COLUMNS}`,
);

/** The viewer's markers; a timeline never marked is absent. */
export async function markers(ctx: Ctx, timelines: readonly Timeline[]): Promise<Map<Timeline, Marker>> {
  const rows = await ctx.db.rows(markersOf, requireViewer(ctx).id, timelines);
  return new Map(rows.map(({ timeline, ...marker }) => [timeline, marker]));
}

/** Moves the viewer's marker, forward or back. */
export async function setMarker(ctx: Ctx, timeline: Timeline, lastReadId: Id): Promise<Marker> {
  const viewer = requireViewer(ctx);
  if (!isId(lastReadId)) throw invalid('lastReadId', 'invalid', 'is not an id');
  const { timeline: _, ...marker } = (await ctx.db.row(putMarker, viewer.id, timeline, lastReadId))!;
  if (timeline === 'notifications') announceInboxes(ctx, [viewer.id]);
  return marker;
}
