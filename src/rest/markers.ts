// Where the viewer stopped reading.

import { Type } from 'typebox';
import { type Marker, markers, setMarker, TIMELINES } from '../notification/marker.ts';
import { MARKERS, markersEntity } from './entities/marker.ts';
import { type RestApp, route } from './kit/route.ts';

const COMMON = { path: '/api/v1/markers', tag: 'markers', token: 'user', response: MARKERS } as const;

const POSITION = Type.Optional(Type.Object({ last_read_id: Type.String() }));

/** `/api/v1/markers`. */
export const markerRoutes = (app: RestApp): void => {
  route(
    app,
    {
      ...COMMON,
      method: 'GET',
      scope: 'read:statuses',
      summary: 'Markers of the named timelines',
      query: Type.Object({
        timeline: Type.Optional(Type.Array(Type.String(), { description: 'home, notifications or both.' })),
      }),
    },
    async (ctx, { query }) => {
      const named = TIMELINES.filter((timeline) => query.timeline?.includes(timeline));
      return markersEntity(await markers(ctx, named));
    },
  );
  route(
    app,
    {
      ...COMMON,
      method: 'POST',
      scope: 'write:statuses',
      summary: 'Moves markers',
      body: Type.Object({ home: POSITION, notifications: POSITION }),
    },
    async (ctx, { body }) => {
      const moved = new Map<string, Marker>();
      for (const timeline of TIMELINES) {
        const position = body[timeline];
        if (position !== undefined)
          moved.set(timeline, await setMarker(ctx, timeline, position.last_read_id));
      }
      return markersEntity(moved);
    },
  );
};
