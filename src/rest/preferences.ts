// The viewer's preferences, in the form clients read them.

import { Type } from 'typebox';
import { credentialsOf } from '../user/credentials.ts';
import { visibilityEntity } from './entities/visibility.ts';
import { type RestApp, route } from './kit/route.ts';

const PREFERENCES = Type.Object({
  'posting:default:visibility': Type.String(),
  'posting:default:sensitive': Type.Boolean(),
  'posting:default:language': Type.Union([Type.String(), Type.Null()]),
  'reading:expand:media': Type.String(),
  'reading:expand:spoilers': Type.Boolean(),
});

/** `GET /api/v1/preferences`. */
export const preferenceRoutes = (app: RestApp): void => {
  route(
    app,
    {
      method: 'GET',
      path: '/api/v1/preferences',
      summary: "The viewer's preferences",
      tag: 'accounts',
      token: 'user',
      scope: 'read:accounts',
      response: PREFERENCES,
    },
    async (ctx) => {
      const { defaultVisibility, defaultSensitive, defaultLanguage } = await credentialsOf(ctx);
      return {
        'posting:default:visibility': visibilityEntity(defaultVisibility),
        'posting:default:sensitive': defaultSensitive,
        'posting:default:language': defaultLanguage,
        'reading:expand:media': 'default',
        'reading:expand:spoilers': false,
      };
    },
  );
};
