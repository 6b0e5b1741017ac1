// A community with one of everything: what the walks take their ids from. Every text, name, address and
// file description in it holds one word that nobody else uses, so that a leak can be seen.

import { randomBytes } from 'node:crypto';
import { registerApp } from '../../src/auth/oauth/app.ts';
import { grantCode, startAuthorization } from '../../src/auth/oauth/authorize.ts';
import { requestReset } from '../../src/auth/reset.ts';
import { listSessions } from '../../src/auth/sessions.ts';
import { storePicture } from '../../src/media/picture.ts';
import { sharp } from '../../src/media/sharp.ts';
import { uploadMedia } from '../../src/media/upload.ts';
import { groupedNotifications } from '../../src/notification/group.ts';
import { notifications } from '../../src/notification/inbox.ts';
import { setMarker } from '../../src/notification/marker.ts';
import { setNotificationPolicy } from '../../src/notification/policy.ts';
import { bookmarkPost } from '../../src/post/bookmark.ts';
import { editPost } from '../../src/post/edit.ts';
import { featureTag } from '../../src/post/featured-tag.ts';
import { likePost } from '../../src/post/like.ts';
import { pinPost } from '../../src/post/pin.ts';
import { followTag } from '../../src/post/tag-follow.ts';
import { block } from '../../src/user/block.ts';
import { endorse } from '../../src/user/endorse.ts';
import { follow } from '../../src/user/follow.ts';
import { mute } from '../../src/user/mute.ts';
import { setNote } from '../../src/user/note.ts';
import { updateProfile } from '../../src/user/profile.ts';
import type { Id } from '../../src/utils/id.ts';
import type { Community, Person } from './community.ts';
import { personWithLogin } from './logins.ts';
import { newestSecret } from './mails.ts';
import { publish, publishRepost } from './posting.ts';

export interface Everything {
  readonly community: Community;
  /** The word that stands in every text of this community and nowhere else. */
  readonly mark: string;
  /** Whose things these are; `friend` follows and is followed; `asker` waits for `owner`'s approval. */
  readonly owner: Person & { readonly email: string };
  readonly friend: Person;
  readonly asker: Person;
  readonly token: string;
  readonly ids: Ids;
  readonly oauth: {
    readonly clientId: string;
    readonly clientSecret: string;
    readonly redirectUri: string;
    readonly code: string;
  };
  /** The secret of an unused mail link that sets a new password. */
  readonly resetSecret: string;
}

/** What a parameter may stand for, and the owner's one of it. */
export interface Ids {
  readonly account: Id;
  readonly asker: Id;
  readonly status: Id;
  readonly comment: Id;
  readonly repost: Id;
  readonly privateStatus: Id;
  readonly directStatus: Id;
  readonly media: Id;
  readonly mediaFile: string;
  readonly notification: Id;
  readonly notificationGroup: string;
  /** Of a notification request: its id is the account's. */
  readonly request: Id;
  readonly tag: string;
  readonly featuredTag: Id;
  readonly session: Id;
  readonly username: string;
}

/** Fills a community. `mark` is made anew unless given. */
export async function makeEverything(community: Community): Promise<Everything> {
  const mark = `q${randomBytes(4).toString('hex')}`;
  const owner = await personWithLogin(community, `${mark}_ann`);
  const [friend, asker] = await Promise.all(
    ['ben', 'cat'].map((name) => community.person(`${mark}_${name}`)),
  );
  await introduce(owner, friend!, mark);
  const picture = await pictureOf();
  const posts = await writePosts(community, { owner, friend: friend!, mark, picture });
  await updateProfile(owner.ctx(), { locked: true });
  await follow(asker!.ctx(), owner.id);
  const tag = `tag${mark}`;
  const featured = await featureTag(owner.ctx(), tag);
  await followTag(owner.ctx(), tag);
  const inbox = await fillInbox(community, owner, mark);
  const unattached = await uploadMedia(owner.ctx(), { bytes: picture, description: `alt ${mark}` });
  const ids: Ids = {
    ...posts,
    ...inbox,
    account: owner.id,
    asker: asker!.id,
    media: unattached.id,
    mediaFile: unattached.url.replace(/^\/media\//, ''),
    tag,
    featuredTag: featured.id,
    session: await sessionOf(owner),
    username: owner.username,
  };
  await requestReset(owner.ctx(), owner.email);
  const resetSecret = await newestSecret(community, owner.email);
  const oauth = await authorizeApp(owner, mark);
  return {
    community,
    mark,
    owner,
    friend: friend!,
    asker: asker!,
    token: await owner.token(),
    ids,
    oauth,
    resetSecret,
  };
}

/** Small, and different each time. */
export const pictureOf = (): Promise<Buffer> =>
  sharp({ create: { width: 64, height: 48, channels: 3, background: `#${randomBytes(3).toString('hex')}` } })
    .png()
    .toBuffer();

async function introduce(owner: Person, friend: Person, mark: string): Promise<void> {
  for (const person of [owner, friend]) {
    await updateProfile(person.ctx(), {
      displayName: `Name ${mark}`,
      bio: `Bio ${mark}`,
      fields: [{ name: `Field ${mark}`, value: `Value ${mark}` }],
      avatar: await storePicture(person.ctx(), await pictureOf(), 'avatar'),
      avatarDescription: `Avatar ${mark}`,
    });
  }
  await follow(owner.ctx(), friend.id);
  await follow(friend.ctx(), owner.id, { notify: true });
  await setNote(owner.ctx(), friend.id, `Note ${mark}`);
  await endorse(owner.ctx(), friend.id);
}

async function writePosts(
  community: Community,
  { owner, friend, mark, picture }: { owner: Person; friend: Person; mark: string; picture: Buffer },
) {
  const media = await uploadMedia(owner.ctx(), { bytes: picture, description: `alt ${mark}` });
  const status = await publish(community, owner, {
    text: `Public ${mark} #tag${mark} @${friend.username}`,
    mediaIds: [media.id],
  });
  await editPost(owner.ctx(), status, { text: `Public again ${mark} #tag${mark} @${friend.username}` });
  const privateStatus = await publish(community, owner, { text: `Private ${mark}`, visibility: 'followers' });
  const directStatus = await publish(community, owner, {
    text: `Direct ${mark} @${friend.username}`,
    visibility: 'direct',
  });
  const comment = await publish(community, friend, { text: `Comment ${mark}`, parentId: status });
  const repost = await publishRepost(community, friend, status);
  for (const id of [status, privateStatus]) {
    await likePost(friend.ctx(), id);
    await likePost(owner.ctx(), id);
    await bookmarkPost(owner.ctx(), id);
  }
  await pinPost(owner.ctx(), status);
  return { status, privateStatus, directStatus, comment, repost };
}

/** Notifications, one of somebody the policy holds back, and a mark of how far they are read. */
async function fillInbox(community: Community, owner: Person, mark: string) {
  const [stranger, blocked, muted] = await Promise.all(
    ['dan', 'eve', 'fay'].map((name) => community.person(`${mark}_${name}`)),
  );
  await setNotificationPolicy(owner.ctx(), { notFollowing: 'filter' });
  await publish(community, stranger!, `Filtered ${mark} @${owner.username}`);
  await block(owner.ctx(), blocked!.id);
  await mute(owner.ctx(), muted!.id, {});
  const [newest] = (await notifications(owner.ctx(), { limit: 1 })).items;
  await setMarker(owner.ctx(), 'home', newest!.id);
  const groups = await groupedNotifications(owner.ctx(), { limit: 1 });
  return {
    notification: newest!.id,
    notificationGroup: groups.items[0]!.key,
    request: stranger!.id,
  };
}

async function sessionOf(owner: Person): Promise<Id> {
  await owner.token();
  return (await listSessions(owner.ctx()))[0]!.id;
}

async function authorizeApp(owner: Person, mark: string) {
  const redirectUri = `https://${mark}.example/back`;
  const { app, secret } = await registerApp(owner.ctx(), {
    name: `App ${mark}`,
    redirectUris: [redirectUri],
    scopes: 'read write',
  });
  const authorization = await startAuthorization(owner.ctx(), {
    response_type: 'code',
    client_id: app.clientId,
    redirect_uri: redirectUri,
    scope: 'read write',
  });
  const { code } = await grantCode(owner.ctx(), authorization);
  return { clientId: app.clientId, clientSecret: secret, redirectUri, code };
}
