// Whose notifications reach the viewer at once.

import { notificationPolicy, pendingRequests, setNotificationPolicy } from '../notification/policy.ts';
import {
  NOTIFICATION_POLICY,
  notificationPolicyEntity,
  POLICY_CHANGE,
  readPolicyChange,
} from './entities/notification-policy.ts';
import { type RestApp, route } from './kit/route.ts';

const POLICY = {
  path: '/api/v2/notifications/policy',
  tag: 'notifications',
  token: 'user',
  response: NOTIFICATION_POLICY,
} as const;

/** `/api/v2/notifications/policy`. */
export const notificationPolicyRoutes = (app: RestApp): void => {
  route(
    app,
    { ...POLICY, method: 'GET', scope: 'read:notifications', summary: 'The policy, and what it holds back' },
    async (ctx) => notificationPolicyEntity(await notificationPolicy(ctx), await pendingRequests(ctx)),
  );
  route(
    app,
    {
      ...POLICY,
      method: 'PATCH',
      scope: 'write:notifications',
      summary: 'Changes the policy for notifications to come',
      body: POLICY_CHANGE,
    },
    async (ctx, { body }) => {
      const policy = await setNotificationPolicy(ctx, readPolicyChange(body));
      return notificationPolicyEntity(policy, await pendingRequests(ctx));
    },
  );
};
