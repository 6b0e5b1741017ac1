// The Marker entity.

import { Type } from 'typebox';
import type { Marker } from '../../notification/marker.ts';

const MARKER = Type.Object({
  last_read_id: Type.String(),
  version: Type.Integer(),
  updated_at: Type.String(),
});

/** Markers by timeline. */
export const MARKERS = Type.Object({ home: Type.Optional(MARKER), notifications: Type.Optional(MARKER) });

export const markersEntity = (markers: ReadonlyMap<string, Marker>) =>
  Object.fromEntries([...markers].map(([timeline, marker]) => [timeline, markerEntity(marker)]));

const markerEntity = (marker: Marker) => ({
  last_read_id: marker.lastReadId,
  version: marker.version,
  updated_at: marker.updatedAt.toISOString(),
});
