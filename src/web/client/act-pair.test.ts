import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { actOf, addressOf } from './act-pair.ts';

describe('the address of an action', () => {
  test('names target and action, and leads to its opposite', () => {
    const like = actOf('/posts/5/like')!;
    assert.deepEqual(like, { target: '/posts/5/', name: 'like', undoes: false });
    assert.equal(addressOf(like, { undoes: true }), '/posts/5/unlike');
    const unfollow = actOf('/users/7/unfollow')!;
    assert.deepEqual(unfollow, { target: '/users/7/', name: 'follow', undoes: true });
    assert.equal(addressOf(unfollow, { undoes: false }), '/users/7/follow');
  });

  test('is no pair when nothing undoes it', () => {
    for (const address of ['/posts/5/delete', '/users/7/approve', '/like', '/posts/5/unlikely'])
      assert.equal(actOf(address), undefined);
  });
});
