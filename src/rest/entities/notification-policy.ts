// The NotificationPolicy entity.

import { type Static, Type } from 'typebox';
import { type Pending, POLICY_CHOICES, type Policy } from '../../notification/policy.ts';

const CHOICE = Type.Enum([...POLICY_CHOICES]);

const CHOICES = {
  for_not_following: CHOICE,
  for_not_followers: CHOICE,
  for_new_accounts: CHOICE,
  for_private_mentions: CHOICE,
  for_limited_accounts: CHOICE,
};

export const NOTIFICATION_POLICY = Type.Object({
  ...CHOICES,
  summary: Type.Object({
    pending_requests_count: Type.Integer(),
    pending_notifications_count: Type.Integer(),
  }),
});

/** What a request may change. */
export const POLICY_CHANGE = Type.Partial(Type.Object(CHOICES));

export const notificationPolicyEntity = (policy: Policy, pending: Pending) => ({
  for_not_following: policy.notFollowing,
  for_not_followers: policy.notFollowers,
  for_new_accounts: policy.newAccounts,
  for_private_mentions: policy.privateMentions,
  for_limited_accounts: policy.limitedAccounts,
  summary: {
    pending_requests_count: pending.requests,
    pending_notifications_count: pending.notifications,
  },
});

export const readPolicyChange = (change: Static<typeof POLICY_CHANGE>) => ({
  notFollowing: change.for_not_following,
  notFollowers: change.for_not_followers,
  newAccounts: change.for_new_accounts,
  privateMentions: change.for_private_mentions,
  limitedAccounts: change.for_limited_accounts,
});
