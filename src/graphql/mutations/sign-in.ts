// Becoming a member, signing in and out, and finding the way back in. One of these per request, so that
// each counts as one attempt. What they answer never tells whether an account exists.

import { confirmEmail, resendConfirmation } from '../../auth/confirm.ts';
import { register } from '../../auth/register.ts';
import { requestReset, resetPassword } from '../../auth/reset.ts';
import { signIn, signOut } from '../../auth/sign-in.ts';
import { requireViewer } from '../../context.ts';
import { OWN_SESSION } from '../kit/context.ts';
import { given } from '../kit/given.ts';
import { mutation } from '../kit/mutation.ts';
import { Session, User } from '../types/refs.ts';

mutation('register', {
  description:
    'Signs somebody up. They may act once the mail address is confirmed and, where the community wants it, the staff has agreed.',
  scope: null,
  signIn: true,
  input: (t) => ({
    username: t.string({ required: true }),
    email: t.string({ required: true }),
    password: t.string({ required: true, description: '8 characters or more.' }),
    agreement: t.boolean({ required: true, description: 'The rules of the community are accepted.' }),
    reason: t.string({ description: 'Why, where the staff approves sign-ups.' }),
    locale: t.string({ description: 'The language of mails and pages, such as `en`.' }),
  }),
  run: async ({ ctx }, { reason, locale, ...sheet }) => {
    const more = given({ reason, locale });
    await register(ctx, {
      ...sheet,
      ...(more.reason !== undefined && { reason: more.reason }),
      ...(more.locale !== undefined && { locale: more.locale }),
    });
    return true;
  },
  payload: (t) => ({
    confirmationSent: t.boolean({
      description: 'A mail with a link is on its way.',
      resolve: ({ result }) => result !== null,
    }),
  }),
});

mutation('confirmEmail', {
  description: 'Confirms the mail address of a sign-up by the secret of the link in the mail.',
  scope: null,
  signIn: true,
  input: (t) => ({ secret: t.string({ required: true }) }),
  run: ({ ctx }, { secret }) => confirmEmail(ctx, secret),
  payload: (t) => ({
    approved: t.boolean({
      nullable: true,
      description: 'True: the person may sign in now. False: the staff has to agree first.',
      resolve: ({ result }) => result?.approved ?? null,
    }),
  }),
});

mutation('resendConfirmation', {
  description: 'Mails the confirmation of a sign-up once more. The answer is the same for every address.',
  scope: null,
  signIn: true,
  input: (t) => ({ email: t.string({ required: true }) }),
  run: async ({ ctx }, { email }) => {
    await resendConfirmation(ctx, email);
    return true;
  },
});

mutation('logIn', {
  description: 'Signs in. Send the token as `Authorization: Bearer <token>` from then on.',
  scope: null,
  signIn: true,
  input: (t) => ({
    login: t.string({ required: true, description: 'Username or mail address.' }),
    password: t.string({ required: true }),
  }),
  run: ({ ctx }, { login, password }) => signIn(ctx, { login, password }),
  payload: (t) => ({
    token: t.string({
      nullable: true,
      description: 'The secret; it cannot be shown again.',
      resolve: ({ result }) => result?.token ?? null,
    }),
    session: t.field({ type: Session, nullable: true, resolve: ({ result }) => result?.session ?? null }),
    user: t.field({
      type: User,
      nullable: true,
      resolve: ({ result }, _args, { users }) => (result === null ? null : users.load(result.userId)),
    }),
  }),
});

mutation('logOut', {
  description: 'Ends the session this request came with: its token is worth nothing from now on.',
  scope: OWN_SESSION,
  run: async ({ ctx }) => {
    requireViewer(ctx);
    await signOut(ctx);
    return true;
  },
});

mutation('requestPasswordReset', {
  description: 'Mails a link that sets a new password. The answer is the same for every address.',
  scope: null,
  signIn: true,
  input: (t) => ({ email: t.string({ required: true }) }),
  run: async ({ ctx }, { email }) => {
    await requestReset(ctx, email);
    return true;
  },
});

mutation('resetPassword', {
  description: 'Sets a new password by the secret of the link in the mail, and ends all sessions.',
  scope: null,
  signIn: true,
  input: (t) => ({ secret: t.string({ required: true }), password: t.string({ required: true }) }),
  run: async ({ ctx }, { secret, password }) => {
    await resetPassword(ctx, secret, password);
    return true;
  },
});
