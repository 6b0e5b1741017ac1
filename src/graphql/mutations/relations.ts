// What people do with each other: follow, block, mute, note, endorse.

import type { Ctx } from '../../context.ts';
import { block, unblock } from '../../user/block.ts';
import { endorse, unendorse } from '../../user/endorse.ts';
import { follow, removeFollower, unfollow } from '../../user/follow.ts';
import { approveFollow, rejectFollow } from '../../user/follow-request.ts';
import { mute, unmute } from '../../user/mute.ts';
import { setNote } from '../../user/note.ts';
import { dismissSuggestion } from '../../user/suggest.ts';
import type { Id } from '../../utils/id.ts';
import { given } from '../kit/given.ts';
import { mutation } from '../kit/mutation.ts';
import { readId } from '../kit/node.ts';
import { userAnswer } from './answers.ts';

mutation('follow', {
  description: 'Follows somebody, or asks to where the account is locked. Repeating it changes the options.',
  scope: 'write:follows',
  input: (t) => ({
    userId: t.id({ required: true }),
    showReposts: t.boolean(),
    notify: t.boolean({ description: 'Be told of every post.' }),
    languages: t.stringList({ description: 'Show posts in these languages only; empty: in all.' }),
  }),
  run: async ({ ctx }, { userId, ...options }) => {
    const id = readId('User', userId);
    await follow(ctx, id, given(options));
    return id;
  },
  payload: userAnswer,
});

mutation('mute', {
  description: 'Hides somebody from the viewer, for a time or for good. Nobody learns of it.',
  scope: 'write:mutes',
  input: (t) => ({
    userId: t.id({ required: true }),
    notifications: t.boolean({ description: 'Notifications too; yes unless told.' }),
    duration: t.int({ description: 'Seconds; 0 or left out: until it is taken back.' }),
  }),
  run: async ({ ctx }, { userId, ...options }) => {
    const id = readId('User', userId);
    await mute(ctx, id, given(options));
    return id;
  },
  payload: userAnswer,
});

mutation('setNote', {
  description: 'Keeps a private note on somebody; an empty text removes it.',
  scope: 'write:accounts',
  input: (t) => ({ userId: t.id({ required: true }), text: t.string({ required: true }) }),
  run: async ({ ctx }, { userId, text }) => {
    const id = readId('User', userId);
    await setNote(ctx, id, text);
    return id;
  },
  payload: userAnswer,
});

simple('unfollow', 'write:follows', 'Stops following somebody, or takes the request back.', unfollow);
simple('removeFollower', 'write:follows', 'Makes somebody stop following the viewer.', removeFollower);
simple('approveFollow', 'write:follows', 'Lets somebody follow who asked the viewer.', approveFollow);
simple('rejectFollow', 'write:follows', 'Refuses somebody who asked to follow the viewer.', rejectFollow);
simple(
  'block',
  'write:blocks',
  'Ends every relation with somebody, both ways, and hides each from the other.',
  block,
);
simple('unblock', 'write:blocks', 'Takes a block back.', unblock);
simple('unmute', 'write:mutes', 'Takes a mute back.', unmute);
simple('endorse', 'write:accounts', "Shows somebody the viewer follows on the viewer's profile.", endorse);
simple('unendorse', 'write:accounts', 'Takes an endorsement back.', unendorse);
simple('dismissSuggestion', 'read', 'Never suggests this person again.', dismissSuggestion);

/** A mutation that takes a person and nothing else. */
function simple(
  name: string,
  scope: string,
  description: string,
  act: (ctx: Ctx, userId: Id) => Promise<unknown>,
): void {
  mutation(name, {
    description,
    scope,
    input: (t) => ({ userId: t.id({ required: true }) }),
    run: async ({ ctx }, { userId }) => {
      const id = readId('User', userId);
      await act(ctx, id);
      return id;
    },
    payload: userAnswer,
  });
}
