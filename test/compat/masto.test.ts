// `masto`, the client library of many web apps and bots, through a whole story on a running server.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createOAuthAPIClient, createRestAPIClient, MastoHttpError, type mastodon } from 'masto';
import { eventually } from '../support/eventually.ts';
import { pictureOf } from '../support/picture.ts';
import { makePeople } from './masto-people.ts';

const { server, app, nobody, ann, ben, signUp } = await makePeople();
const { address } = server;

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{1,3}Z$/;

describe('masto', () => {
  let post: mastodon.v1.Status;
  let reply: mastodon.v1.Status;

  test('registers an app and knows it again', async () => {
    assert.deepEqual(app.redirectUris, ['urn:ietf:wg:oauth:2.0:oob', 'https://app.example/back']);
    assert.equal((await ben.api.v1.apps.verifyCredentials()).name, 'Compat');
  });

  test('reads the instance in both versions', async () => {
    const [v1, v2] = await Promise.all([nobody.v1.instance.fetch(), nobody.v2.instance.fetch()]);
    assert.equal(v1.title, v2.title);
    assert.match(v2.version, /^4\.\d+\.\d+ \(compatible; Nexus /);
    assert.equal(v2.domain, 'localhost');
    assert.equal(v2.configuration.statuses.maxCharacters, 500);
    assert.ok(v2.configuration.urls.streaming.startsWith('ws://'));
  });

  test('changes the profile with an avatar', async () => {
    const changed = await ann.api.v1.accounts.updateCredentials({
      displayName: 'Ann',
      note: 'Keeper of the #light',
      avatar: await pictureFile('#aa3300'),
      fieldsAttributes: [{ name: 'Home', value: 'https://lighthouse.example' }] as mastodon.v1.AccountField[],
      source: { privacy: 'unlisted', language: 'en' },
    });
    assert.equal(changed.displayName, 'Ann');
    assert.equal(changed.source.note, 'Keeper of the #light');
    assert.match(changed.fields[0]!.value, /<a href="https:\/\/lighthouse\.example"/);
    assert.equal((await fetch(changed.avatar)).headers.get('content-type')?.startsWith('image/'), true);
    const preferences = await ann.api.v1.preferences.fetch();
    assert.equal(preferences['posting:default:visibility'], 'unlisted');
    const seen = await nobody.v1.accounts.lookup({ acct: 'ann' });
    assert.deepEqual([seen.id, seen.acct, seen.url], [ann.id, 'ann', `${address}/@ann`]);
    assert.match(seen.createdAt, MOMENT);
  });

  test('follows', async () => {
    assert.equal((await ben.api.v1.accounts.$select(ann.id).follow({ notify: false })).following, true);
    const [relationship] = await ann.api.v1.accounts.relationships.fetch({ id: [ben.id] });
    assert.equal(relationship!.followedBy, true);
    assert.deepEqual(ids(await nobody.v1.accounts.$select(ann.id).followers.list()), [ben.id]);
    assert.deepEqual(ids(await nobody.v1.accounts.$select(ben.id).following.list()), [ann.id]);
  });

  test('uploads a picture and posts it', async () => {
    const file = await pictureFile('#336699');
    const media = await ann.api.v2.media.create({ file, description: 'The sea', focus: '0.5,-0.5' });
    assert.deepEqual(
      [media.type, media.description, media.meta?.focus],
      ['image', 'The sea', { x: 0.5, y: -0.5 }],
    );
    assert.equal(media.meta?.original?.width, 320);
    assert.match(media.blurhash!, /^\S{6,}$/);
    post = await ann.api.v1.statuses.create({
      status: 'Fog over the #harbour <3',
      mediaIds: [media.id],
      visibility: 'public',
      sensitive: true,
      spoilerText: 'weather',
    });
    assert.match(post.id, /^\d+$/);
    assert.match(post.createdAt, MOMENT);
    assert.ok(post.uri.startsWith(address));
    assert.equal(post.url, `${address}/@ann/${post.id}`);
    assert.match(
      post.content,
      /^<p>Fog over the <a href="http:\/\/localhost:\d+\/tags\/harbour".*&lt;3<\/p>$/,
    );
    assert.deepEqual([post.spoilerText, post.sensitive, post.visibility], ['weather', true, 'public']);
    assert.deepEqual(ids(post.mediaAttachments), [media.id]);
  });

  test('posts once for one idempotency key', async () => {
    const meta = { requestInit: { headers: { 'Idempotency-Key': 'once' } } };
    const create = () => ann.api.v1.statuses.create({ status: 'Only once' }, meta);
    const [first, second] = [await create(), await create()];
    assert.equal(first.id, second.id);
    assert.equal(first.visibility, 'unlisted');
    await ann.api.v1.statuses.$select(first.id).remove();
  });

  test('edits a post, with history and source', async () => {
    const status = ann.api.v1.statuses.$select(post.id);
    const mediaIds = ids(post.mediaAttachments);
    const mediaAttributes = [{ id: mediaIds[0]!, description: 'The grey sea' }];
    const edited = await status.update({ status: 'Thick fog over the #harbour', mediaIds, mediaAttributes });
    assert.match(edited.content, /Thick fog/);
    assert.match(edited.editedAt!, MOMENT);
    assert.equal(edited.mediaAttachments[0]!.description, 'The grey sea');
    const versions = await nobody.v1.statuses.$select(post.id).history.list();
    assert.deepEqual(
      versions.map((version) => /Thick/.test(version.content)),
      [false, true],
    );
    assert.equal((await status.source.fetch()).text, 'Thick fog over the #harbour');
  });

  test('replies, and reads the thread from both ends', async () => {
    reply = await ben.api.v1.statuses.create({ status: '@ann I see nothing', inReplyToId: post.id });
    assert.deepEqual([reply.inReplyToId, reply.inReplyToAccountId], [post.id, ann.id]);
    assert.deepEqual(reply.mentions[0], { id: ann.id, username: 'ann', acct: 'ann', url: `${address}/@ann` });
    assert.equal(reply.application?.name, 'Compat');
    const below = await nobody.v1.statuses.$select(post.id).context.fetch();
    const above = await nobody.v1.statuses.$select(reply.id).context.fetch();
    assert.deepEqual([ids(below.ancestors), ids(below.descendants)], [[], [reply.id]]);
    assert.deepEqual([ids(above.ancestors), ids(above.descendants)], [[post.id], []]);
  });

  test('favourites, boosts, bookmarks and mutes a thread, and takes it back', async () => {
    const status = ben.api.v1.statuses.$select(post.id);
    assert.equal((await status.favourite()).favouritesCount, 1);
    assert.equal((await status.favourite()).favouritesCount, 1);
    assert.equal((await status.bookmark()).bookmarked, true);
    assert.equal((await status.mute()).muted, true);
    assert.equal((await status.unmute()).muted, false);
    const wrapper = await status.reblog();
    assert.notEqual(wrapper.id, post.id);
    assert.deepEqual([wrapper.reblog!.id, wrapper.reblog!.reblogged], [post.id, true]);
    assert.deepEqual(ids(await nobody.v1.statuses.$select(post.id).favouritedBy.list()), [ben.id]);
    assert.deepEqual(ids(await nobody.v1.statuses.$select(post.id).rebloggedBy.list()), [ben.id]);
    assert.deepEqual(ids(await ben.api.v1.bookmarks.list()), [post.id]);
    assert.deepEqual(ids(await ben.api.v1.favourites.list()), [post.id]);
  });

  test('tells one by one', async () => {
    const told = await eventually(
      () => collect(ann.api.v1.notifications.list({ limit: 2 })),
      (items) => items.length === 4,
    );
    assert.deepEqual(told.map((item) => item.type).sort(), ['favourite', 'follow', 'mention', 'reblog']);
    assert.ok(told.every((item) => item.account.id === ben.id && MOMENT.test(item.createdAt)));
    const liked = told.find((item) => item.type === 'favourite') as { status?: mastodon.v1.Status };
    assert.equal(liked.status?.id, post.id);
    const mentions = await ann.api.v1.notifications.list({ types: ['mention'] });
    assert.equal((await ann.api.v1.notifications.$select(mentions[0]!.id).fetch()).type, 'mention');
    assert.equal((await ann.api.v1.notifications.list({ excludeTypes: ['mention'] })).length, 3);
    assert.equal((await ann.api.v1.notifications.unreadCount.fetch()).count, 4);
  });

  test('tells in groups, and keeps how far was read', async () => {
    const cat = await signUp('cat');
    await cat.api.v1.statuses.$select(post.id).favourite();
    const { notificationGroups, accounts, statuses } = await ann.api.v2.notifications.list();
    const liked = notificationGroups.find((group) => group.type === 'favourite')!;
    assert.equal(liked.notificationsCount, 2);
    assert.deepEqual([...liked.sampleAccountIds].sort(), [ben.id, cat.id].sort());
    assert.ok(statuses.some((status) => status.id === post.id) && accounts.length === 2);
    assert.equal((await ann.api.v2.notifications.$select(liked.groupKey).accounts.fetch()).length, 2);
    const lastReadId = String(notificationGroups[0]!.mostRecentNotificationId);
    const marked = await ann.api.v1.markers.create({ notifications: { lastReadId } });
    assert.equal(marked.notifications.lastReadId, lastReadId);
    assert.deepEqual(await ann.api.v1.markers.fetch({ timeline: ['notifications'] }), marked);
    assert.equal((await ann.api.v2.notifications.unreadCount.fetch()).count, 0);
  });

  test('sets the notification policy, dismisses and clears', async () => {
    const policy = await ann.api.v2.notifications.policy.update({ forNotFollowing: 'filter' });
    assert.equal(policy.forNotFollowing, 'filter');
    await ben.api.v1.statuses.create({ status: '@ann psst' });
    const [request] = await ann.api.v1.notifications.requests.list();
    assert.equal(request!.account.id, ben.id);
    await ann.api.v1.notifications.requests.$select(request!.id).accept();
    await ann.api.v2.notifications.policy.update({ forNotFollowing: 'accept' });
    const [newest] = await ann.api.v1.notifications.list();
    await ann.api.v1.notifications.$select(newest!.id).dismiss();
    await assert.rejects(ann.api.v1.notifications.$select(newest!.id).fetch(), failsWith(404));
    await ann.api.v1.notifications.clear();
    assert.deepEqual([...(await ann.api.v1.notifications.list())], []);
  });

  test('pages through every timeline, both ways', async () => {
    const made: string[] = [];
    for (const n of [1, 2, 3, 4, 5])
      made.push((await ann.api.v1.statuses.create({ status: `Wave ${n} #tide`, visibility: 'public' })).id);
    const newestFirst = made.toReversed();
    const home = await eventually(
      () => collect(ben.api.v1.timelines.home.list({ limit: 2 })),
      (items) => made.every((id) => ids(items).includes(id)),
    );
    assert.deepEqual(ids(home).slice(0, 5), newestFirst);
    const lists = {
      public: (page: Page) => nobody.v1.timelines.public.list({ ...page, local: true }),
      tag: (page: Page) => nobody.v1.timelines.tag.$select('Tide').list(page),
      account: (page: Page) => nobody.v1.accounts.$select(ann.id).statuses.list(page),
    };
    for (const [name, list] of Object.entries(lists)) {
      assert.deepEqual(ids(await collect(list({ limit: 2 }))).slice(0, 5), newestFirst, name);
      const up = list({ limit: 2, minId: made[0]! }).setDirection('prev');
      const pages: string[][] = [];
      for await (const page of up) pages.push(ids(page));
      assert.deepEqual(
        pages.filter((page) => page.length > 0),
        [
          [made[2], made[1]],
          [made[4], made[3]],
        ],
        name,
      );
      assert.deepEqual(ids(await list({ sinceId: made[2]! })), [made[4], made[3]], name);
      assert.deepEqual(ids(await list({ maxId: made[2]!, limit: 1 })), [made[1]], name);
    }
  });

  test('shows the posts of one account by kind', async () => {
    const statuses = (params: mastodon.rest.v1.ListAccountStatusesParams) =>
      nobody.v1.accounts.$select(ann.id).statuses.list(params);
    assert.equal((await ann.api.v1.statuses.$select(post.id).pin()).pinned, true);
    assert.deepEqual(ids(await statuses({ pinned: true })), [post.id]);
    assert.deepEqual(ids(await statuses({ onlyMedia: true })), [post.id]);
    assert.deepEqual(ids(await statuses({ tagged: 'harbour' })), [post.id]);
    assert.equal((await ann.api.v1.statuses.$select(post.id).unpin()).pinned, false);
    const ofBen = await nobody.v1.accounts
      .$select(ben.id)
      .statuses.list({ excludeReplies: true, excludeReblogs: true });
    assert.ok(!ids(ofBen).includes(reply.id) && ofBen.every((status) => status.reblog === null));
  });

  test('follows and features hashtags', async () => {
    assert.equal((await ben.api.v1.tags.$select('Tide').follow()).following, true);
    assert.deepEqual(names(await ben.api.v1.followedTags.list()), ['tide']);
    assert.equal((await ben.api.v1.tags.$select('tide').unfollow()).following, false);
    const { history, url } = await nobody.v1.tags.$select('tide').fetch();
    assert.equal(url, `${address}/tags/tide`);
    assert.deepEqual([history!.length, history![0]!.uses, history![0]!.accounts], [7, '5', '1']);
    const featured = await ann.api.v1.featuredTags.create({ name: 'tide' });
    assert.deepEqual(ids(await nobody.v1.accounts.$select(ann.id).featuredTags.list()), [featured.id]);
    await ann.api.v1.featuredTags.$select(featured.id).remove();
  });

  test('searches people, posts and hashtags', async () => {
    const all = await ben.api.v2.search.list({ q: 'fog' });
    assert.deepEqual(ids(all.statuses), [post.id]);
    assert.deepEqual(ids((await ben.api.v2.search.list({ q: 'ann', type: 'accounts' })).accounts), [ann.id]);
    assert.deepEqual(names((await ben.api.v2.search.list({ q: '#tid', type: 'hashtags' })).hashtags), [
      'tide',
    ]);
    assert.deepEqual(ids((await ben.api.v2.search.list({ q: post.url!, resolve: true })).statuses), [
      post.id,
    ]);
    assert.deepEqual(ids(await ben.api.v1.accounts.search.list({ q: 'ann', following: true })), [ann.id]);
  });

  test('asks to follow a locked account, which alone decides', async () => {
    const dan = await signUp('dan');
    await dan.api.v1.accounts.updateCredentials({ locked: true });
    const hidden = await dan.api.v1.statuses.create({ status: 'For friends', visibility: 'private' });
    assert.equal((await ben.api.v1.accounts.$select(dan.id).follow()).requested, true);
    await assert.rejects(ben.api.v1.statuses.$select(hidden.id).fetch(), failsWith(404));
    await assert.rejects(ben.api.v1.followRequests.$select(ben.id).authorize(), failsWith(404));
    assert.deepEqual(ids(await dan.api.v1.followRequests.list()), [ben.id]);
    assert.equal((await dan.api.v1.followRequests.$select(ben.id).authorize()).followedBy, true);
    assert.equal((await ben.api.v1.statuses.$select(hidden.id).fetch()).visibility, 'private');
    await dan.api.v1.accounts.$select(ben.id).removeFromFollowers();
    await assert.rejects(ben.api.v1.statuses.$select(hidden.id).fetch(), failsWith(404));
    await ben.api.v1.accounts.$select(dan.id).follow();
    assert.equal((await dan.api.v1.followRequests.$select(ben.id).reject()).followedBy, false);
  });

  test('mutes, blocks, notes and endorses', async () => {
    const annForBen = ben.api.v1.accounts.$select(ann.id);
    const muted = await annForBen.mute({ notifications: true, duration: 3600 });
    assert.deepEqual([muted.muting, muted.mutingNotifications], [true, true]);
    assert.deepEqual(ids(await ben.api.v1.mutes.list()), [ann.id]);
    assert.equal((await annForBen.unmute()).muting, false);
    assert.equal((await annForBen.note.create({ comment: 'met at the pier' })).note, 'met at the pier');
    assert.equal((await annForBen.endorse()).endorsed, true);
    assert.deepEqual(ids(await ben.api.v1.endorsements.list()), [ann.id]);
    const blocked = await ann.api.v1.accounts.$select(ben.id).block();
    assert.deepEqual([blocked.blocking, blocked.followedBy], [true, false]);
    assert.deepEqual(ids(await ann.api.v1.blocks.list()), [ben.id]);
    await assert.rejects(ben.api.v1.statuses.$select(post.id).fetch(), failsWith(404));
    assert.equal((await ann.api.v1.accounts.$select(ben.id).unblock()).blocking, false);
  });

  test('deletes a post and writes it anew with its picture', async () => {
    await assert.rejects(ben.api.v1.statuses.$select(post.id).remove(), failsWith(403));
    const deleted = await ann.api.v1.statuses.$select(post.id).remove();
    assert.equal(deleted.text, 'Thick fog over the #harbour');
    await assert.rejects(nobody.v1.statuses.$select(post.id).fetch(), failsWith(404));
    const mediaIds = ids(deleted.mediaAttachments);
    const redrafted = await ann.api.v1.statuses.create({ status: 'Sun!', mediaIds });
    assert.deepEqual(ids(redrafted.mediaAttachments), mediaIds);
  });

  test('gets errors it understands', async () => {
    await assert.rejects(
      async () => nobody.v1.timelines.home.list(),
      failsWith(401, 'The access token is invalid'),
    );
    const stranger = createRestAPIClient({ url: address, accessToken: 'made-up' });
    await assert.rejects(
      stranger.v1.accounts.verifyCredentials(),
      failsWith(401, 'The access token is invalid'),
    );
    await assert.rejects(ann.api.v1.statuses.create({ status: '' }), failsWith(422));
    await assert.rejects(ann.api.v1.statuses.create({ status: 'x'.repeat(501) }), failsWith(422));
    await assert.rejects(signUp('ann'), (error) => {
      assert.ok(error instanceof MastoHttpError && error.statusCode === 422);
      return error.details!.username![0]!.error === 'ERR_TAKEN';
    });
  });

  test('gives its token back', async () => {
    const { clientId, clientSecret } = app as Required<mastodon.v1.Client>;
    const oauth = createOAuthAPIClient({ url: address });
    await oauth.revoke({ clientId: clientId!, clientSecret: clientSecret!, token: ben.token });
    await assert.rejects(ben.api.v1.accounts.verifyCredentials(), failsWith(401));
  });
});

type Page = mastodon.DefaultPaginationParams;

const ids = (items: readonly { id: string }[]): string[] => items.map((item) => item.id);
const names = (items: readonly { name: string }[]): string[] => items.map((item) => item.name);

/** Every item of a list, page by page. */
async function collect<T>(pages: AsyncIterable<T[]>): Promise<T[]> {
  return (await Array.fromAsync(pages)).flat();
}

async function pictureFile(colour: string): Promise<File> {
  const bytes = new Uint8Array(await pictureOf(colour, 320, 200));
  return new File([bytes], 'picture.png', { type: 'image/png' });
}

const failsWith = (statusCode: number, message?: string) => (error: unknown) =>
  error instanceof MastoHttpError &&
  error.statusCode === statusCode &&
  (message === undefined || error.message === message);
