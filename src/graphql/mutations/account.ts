// One's own account: password, mail address, sessions. Only a sign-in of this site itself may change them;
// an app's token never can, whatever its scopes.

import { changeEmail, changePassword, confirmEmailChange } from '../../auth/change.ts';
import { revokeOtherSessions, revokeSession } from '../../auth/sessions.ts';
import { OWN_SESSION } from '../kit/context.ts';
import { mutation } from '../kit/mutation.ts';
import { readId } from '../kit/node.ts';

mutation('changePassword', {
  description: 'Sets a new password and ends all sessions but this one. The present password is asked for.',
  scope: OWN_SESSION,
  signIn: true,
  input: (t) => ({
    currentPassword: t.string({ required: true }),
    newPassword: t.string({ required: true, description: '8 characters or more.' }),
  }),
  run: async ({ ctx }, { currentPassword, newPassword }) => {
    await changePassword(ctx, currentPassword, newPassword);
    return true;
  },
});

mutation('changeEmail', {
  description: 'Begins to change the mail address: nothing changes until the link in the mail is used.',
  scope: OWN_SESSION,
  signIn: true,
  input: (t) => ({ currentPassword: t.string({ required: true }), email: t.string({ required: true }) }),
  run: async ({ ctx }, { currentPassword, email }) => {
    await changeEmail(ctx, currentPassword, email);
    return true;
  },
});

mutation('confirmEmailChange', {
  description: 'Changes the mail address by the secret of the link in the mail.',
  scope: null,
  signIn: true,
  input: (t) => ({ secret: t.string({ required: true }) }),
  run: async ({ ctx }, { secret }) => {
    await confirmEmailChange(ctx, secret);
    return true;
  },
});

mutation('revokeSession', {
  description: "Ends one of the viewer's sessions, or takes an app its permission.",
  scope: OWN_SESSION,
  input: (t) => ({ sessionId: t.id({ required: true }) }),
  run: async ({ ctx }, { sessionId }) => {
    await revokeSession(ctx, readId('Session', sessionId));
    return sessionId;
  },
  payload: (t) => ({ revokedSessionId: t.id({ nullable: true, resolve: ({ result }) => result }) }),
});

mutation('revokeOtherSessions', {
  description: "Ends all of the viewer's sessions and apps' permissions but this one.",
  scope: OWN_SESSION,
  run: ({ ctx }) => revokeOtherSessions(ctx),
  payload: (t) => ({
    revokedCount: t.int({ nullable: true, resolve: ({ result }) => result }),
  }),
});
