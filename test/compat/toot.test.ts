// Two people, each with Debian's toot: one with a token from the command line, one logged in by the code
// that a browser shows.

import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { allowApp } from '../support/allow-app.ts';
import { eventually } from '../support/eventually.ts';
import { pictureOf } from '../support/picture.ts';
import { PASSWORD, runServer } from '../support/running-server.ts';
import { makeToot, tootIsMissing } from './toot-client.ts';

const skip = await tootIsMissing();
const begun = skip ? undefined : await begin();

describe('toot', { skip }, () => {
  const { server, ann, ben } = begun!;
  const { address } = server;
  let post: string;
  let reply: string;

  test('takes a token from the command line', async () => {
    await ann.useToken('ann', await server.token('ann'));
    const printed = await ann('whoami');
    assert.match(printed, /^@ann /);
    assert.match(printed, /^ID: \d+$/m);
    assert.match(printed, /^Since: \d{4}-\d\d-\d\d$/m);
    assert.match(printed, new RegExp(`^${address}/@ann$`, 'm'));
  });

  test('logs in by the code a browser shows', async () => {
    const printed = await ben.logIn((url) => allowApp(url, { login: 'ben', password: PASSWORD }));
    assert.match(printed, /Found instance main running Mastodon version 4\./);
    assert.match(printed, /Successfully logged in/);
    const [auth, whoami] = await Promise.all([ben('auth'), ben('whoami')]);
    assert.match(auth, /^\* ben@localhost:\d+ ACTIVE$/m);
    assert.match(whoami, /^@ben /);
  });

  test('is refused a code that nobody was given', async () => {
    const stranger = await makeToot(server);
    assert.doesNotMatch(await stranger.logIn(async () => 'made-up'), /Successfully/);
    assert.match(await stranger('auth'), /not logged in/);
  });

  test('shows the community', async () => {
    const printed = await ann('instance', '--disable-https');
    assert.match(printed, /^main\nlocalhost\S*\nrunning Mastodon 4\.\d+\.\d+ \(compatible; Nexus /);
  });

  test('follows, and lists who follows whom', async () => {
    assert.match(await ben('follow', '@ann'), /You are now following @ann/);
    const [following, followers, whois, refused] = await Promise.all([
      ben('following', 'ben'),
      ben('followers', 'ann'),
      ann('whois', 'ben'),
      ben.fails('follow', 'nobody_here'),
    ]);
    assert.match(following, /^\* @ann /m);
    assert.match(followers, /^\* @ben /m);
    assert.match(whois, /^Following: 1$/m);
    assert.match(refused, /Account not found/);
  });

  test('posts with a picture', async () => {
    const file = join(server.home, 'harbour.png');
    await writeFile(file, await pictureOf('#336699'));
    const printed = await ann('post', 'Fog over the #harbour', '-m', file, '-d', 'A blue square', '-l', 'en');
    post = postedId(printed, 'ann');
    const status = await entity(post);
    assert.equal(status.language, 'en');
    assert.equal(status.media_attachments[0].description, 'A blue square');
    assert.equal((await fetch(status.media_attachments[0].url)).headers.get('content-type'), 'image/png');
  });

  test('shows the post in the timelines home, public and of the hashtag', async () => {
    await eventually(
      () => ben('timeline', '--once'),
      (printed) => printed.includes('Fog over the #harbour'),
    );
    for (const which of [['--public'], ['--public', '--local'], ['--tag', 'harbour']]) {
      const printed = await ben('timeline', '--once', ...which);
      assert.match(
        printed,
        new RegExp(`@ann .*\\n\\nFog over the #harbour\\n\\nMedia:\\nhttp.*\\n.*\\n\\nID ${post} `),
      );
    }
  });

  test('replies, favourites, boosts and bookmarks', async () => {
    reply = postedId(await ben('post', '@ann I cannot see you', '-r', post, '-v', 'unlisted'), 'ben');
    const done = await Promise.all(['favourite', 'reblog', 'bookmark'].map((action) => ben(action, post)));
    assert.match(done.join(), /Status favourited\s+,.*Status reblogged\s+,.*Status bookmarked/);
    const [bookmarks, boosters] = await Promise.all([ben('bookmarks', '--once'), ann('reblogged_by', post)]);
    assert.match(bookmarks, new RegExp(`ID ${post} `));
    assert.match(boosters, /@ben/);
    const { favourites_count, reblogs_count, replies_count } = await entity(post);
    assert.deepEqual([favourites_count, reblogs_count, replies_count], [1, 1, 1]);
  });

  test('shows the thread in order', async () => {
    const ids = [...(await ann('thread', reply)).matchAll(/^ID (\d+) /gm)].map(([, id]) => id);
    assert.deepEqual(ids, [post, reply]);
    assert.match(await ann('thread', post), new RegExp(`ID ${reply} {2}↲ In reply to ${post}`));
  });

  test('tells of what others did', async () => {
    const printed = await ann('notifications');
    const told = [...printed.matchAll(/@ben (.*)/g)].map(([, what]) => what!.trim());
    for (const what of [
      'now follows you',
      'favourited your status',
      'reblogged your status',
      'mentioned you in',
    ])
      assert.ok(told.includes(what), `${what}: ${printed}`);
    assert.doesNotMatch(await ann('notifications', '--mentions'), /favourited/);
    await ann('notifications', '--clear');
    assert.match(await ann('notifications'), /No notification/);
  });

  test('takes all that back', async () => {
    const back = ['unfavourite', 'unreblog', 'unbookmark'];
    const done = await Promise.all(back.map((action) => ben(action, post)));
    assert.match(done.join(), /Status unfavourited\s+,.*Status unreblogged\s+,.*Status unbookmarked/);
    assert.doesNotMatch(await ben('bookmarks', '--once'), /Fog/);
    const { favourites_count, reblogs_count } = await entity(post);
    assert.deepEqual([favourites_count, reblogs_count], [0, 0]);
  });

  test('searches people and hashtags, and follows a hashtag', async () => {
    const [people, tags, followed] = await Promise.all([
      ben('search', 'ann'),
      ben('search', 'harbour'),
      ben('tags_follow', 'harbour'),
    ]);
    assert.match(people, /Accounts:\n\* @ann /);
    assert.match(tags, /Hashtags:\n#harbour/);
    assert.match(followed, /You are now following #harbour/);
    assert.match(await ben('tags_followed'), /^\* #harbour\t/m);
    assert.match(await ben('tags_unfollow', 'harbour'), /no longer following #harbour/);
    assert.match(await ben('tags_followed'), /not following any hashtags/);
  });

  test('pins the own post only', async () => {
    assert.match(await ann('pin', post), /Status pinned/);
    assert.match(await ann('unpin', post), /Status unpinned/);
    assert.match(await ben.fails('pin', post), /\w/);
  });

  test('mutes and blocks', async () => {
    assert.match(await ben('mute', 'ann'), /You have muted ann/);
    assert.doesNotMatch(await ben('timeline', '--once', '--public'), /Fog/);
    assert.match(await ben('unmute', 'ann'), /ann is no longer muted/);
    assert.match(await ann('block', 'ben'), /You are now blocking ben/);
    assert.match(await ben.fails('thread', post), /not found/i);
    assert.match(await ann('unblock', 'ben'), /ben is no longer blocked/);
    assert.match(await ben('thread', post), /Fog/);
  });

  test('posts to a few, who alone see it', async () => {
    const secret = postedId(await ann('post', '@ben between us', '-v', 'direct', '-p', 'private'), 'ann');
    assert.match(await ben('thread', secret), /between us/);
    assert.equal((await fetch(`${address}/api/v1/statuses/${secret}`)).status, 404);
  });

  test('deletes the own post only', async () => {
    assert.match(await ben.fails('delete', post), /\w/);
    assert.match(await ann('delete', post), /Status deleted/);
    assert.match(await ann.fails('thread', post), /not found/i);
  });

  test('unfollows', async () => {
    await ben('follow', 'ann');
    assert.match(await ben('unfollow', 'ann'), /You are no longer following ann/);
    assert.doesNotMatch(await ben('following', 'ben'), /@ann/);
  });

  // biome-ignore lint/suspicious/noExplicitAny: the entity as it travels
  const entity = async (id: string): Promise<any> => (await fetch(`${address}/api/v1/statuses/${id}`)).json();
});

async function begin() {
  const server = await runServer();
  const [ann, ben] = await Promise.all([makeToot(server), makeToot(server)]);
  await Promise.all([server.member('ann'), server.member('ben')]);
  return { server, ann, ben };
}

/** The id in the address that toot prints of a new post. */
function postedId(printed: string, username: string): string {
  const id = new RegExp(`Toot posted: http://localhost:\\d+/@${username}/(\\d+)$`, 'm').exec(printed)?.[1];
  assert.ok(id, printed);
  return id;
}
