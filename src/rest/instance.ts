// What a community tells about itself: name, rules, limits, versions. Clients decide by it what to offer.

import { Type } from 'typebox';
import type { Ctx } from '../context.ts';
import { communityStats } from '../user/stats.ts';
import { userByUsername } from '../user/user.ts';
import { renderBio } from '../utils/text/render.ts';
import { accountEntity } from './entities/account.ts';
import { instanceEntity, instanceV1Entity, ruleEntities } from './entities/instance.ts';
import { type RestApp, route } from './kit/route.ts';

/** `/api/v2/instance`, its older form, and the rules and description by themselves. */
export const instanceRoutes = (app: RestApp): void => {
  const sourceUrl = app.deployment.config.sourceUrl;
  const get = { method: 'GET', tag: 'instance', token: 'public' } as const;
  const object = Type.Object({}, { additionalProperties: true });

  route(
    app,
    { ...get, path: '/api/v2/instance', summary: 'The community', response: object },
    async (ctx) => {
      const [stats, contact] = await Promise.all([communityStats(ctx), contactAccount(ctx)]);
      return instanceEntity(ctx.tenant, stats, contact, sourceUrl);
    },
  );
  route(
    app,
    { ...get, path: '/api/v1/instance', summary: 'The community (older form)', response: object },
    async (ctx) => {
      const [stats, contact] = await Promise.all([communityStats(ctx), contactAccount(ctx)]);
      return instanceV1Entity(ctx.tenant, stats, contact);
    },
  );
  route(
    app,
    { ...get, path: '/api/v1/instance/rules', summary: 'The rules', response: Type.Array(object) },
    (ctx) => ruleEntities(ctx.tenant.settings.rules),
  );
  route(
    app,
    { ...get, path: '/api/v1/instance/extended_description', summary: 'The about text', response: object },
    (ctx) => ({
      updated_at: new Date(0).toISOString(),
      content: renderBio(ctx.tenant.settings.about, { origin: ctx.tenant.origin }),
    }),
  );
};

async function contactAccount(ctx: Ctx): Promise<object | null> {
  const username = ctx.tenant.settings.contactUsername;
  const user = username === '' ? undefined : await userByUsername(ctx, username);
  return user === undefined ? null : accountEntity(ctx, user);
}
