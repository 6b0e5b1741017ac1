// One's own profile and settings. Avatar and header are uploaded through the REST API
// (`PATCH /api/v1/accounts/update_credentials`); here they can be taken away.

import { updateProfile } from '../../user/profile.ts';
import { builder } from '../kit/builder.ts';
import { given } from '../kit/given.ts';
import { mutation } from '../kit/mutation.ts';
import { Visibility } from '../types/post.ts';
import { userAnswer } from './answers.ts';

const ProfileFieldInput = builder.inputType('ProfileFieldInput', {
  fields: (t) => ({ name: t.string({ required: true }), value: t.string({ required: true }) }),
});

mutation('updateProfile', {
  description: 'Changes the profile and the settings of the viewer; what is left out stays.',
  scope: 'write:accounts',
  input: (t) => ({
    displayName: t.string(),
    bio: t.string(),
    fields: t.field({ type: [ProfileFieldInput], description: 'All lines, in order.' }),
    locked: t.boolean({ description: 'Followers need approval.' }),
    bot: t.boolean(),
    discoverable: t.boolean(),
    indexable: t.boolean(),
    hideCollections: t.boolean({ description: 'Show followers and following to nobody else.' }),
    locale: t.string({ description: 'The language of mails and pages.' }),
    removeAvatar: t.boolean(),
    removeHeader: t.boolean(),
    avatarDescription: t.string(),
    headerDescription: t.string(),
    defaultVisibility: t.field({ type: Visibility }),
    defaultSensitive: t.boolean(),
    defaultLanguage: t.string({ description: 'Empty: that of the locale.' }),
  }),
  run: async ({ ctx }, { removeAvatar, removeHeader, ...patch }) => {
    const user = await updateProfile(ctx, {
      ...given(patch),
      ...(removeAvatar && { avatar: null }),
      ...(removeHeader && { header: null }),
    });
    return user.id;
  },
  payload: userAnswer,
});
