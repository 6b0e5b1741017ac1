// A Nexus as its host sees it: the first start, commands beside it, the end, and the second start.

import assert from 'node:assert/strict';
import { request } from 'node:http';
import { describe, test } from 'node:test';
import { familyOf, processes } from '../support/processes.ts';
import { PASSWORD, type RunningServer, runServer, succeed } from '../support/running-server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { makeClient } from './client.ts';
import { COMMUNITY_FEED, LOG_IN, VIEWER } from './operations.ts';

const home = await temporaryFolder('nexus-home');
let server: RunningServer = await runServer({ home });

describe('a Nexus', () => {
  let token: string;
  let posts: number;

  test('shows content to look at on its first start, and a login that works', async () => {
    const printed = server.printed();
    assert.match(printed, /First start/);
    assert.ok(
      printed.includes(`${server.address}/graphql`) && printed.includes(`${server.address}/docs`),
      printed,
    );
    const [, login, password] = /Sign in as (\S+) \(owner\).*password "(.*)"/.exec(printed)!;
    const { logIn } = await makeClient(server.address)(LOG_IN, { login: login!, password: password! });
    assert.deepEqual(logIn.errors, []);
    token = logIn.token!;
    posts = await countPosts();
    assert.ok(posts > 5);
  });

  test('serves its second community on a host name of its own', async () => {
    const [first, second] = await Promise.all([instanceAt('localhost'), instanceAt('garden.localhost')]);
    assert.deepEqual([first.status, second.status], [200, 200]);
    assert.notEqual(first.body.title, second.body.title);
    assert.equal(second.body.uri, 'garden.localhost');
    assert.equal((await instanceAt('elsewhere.localhost')).status, 404);
  });

  test('takes a third community from the command line and serves it at once', async () => {
    const login = ['--email', 'olga@example.org', '--password', PASSWORD];
    const create = ['tenant', 'create', 'orchard', '--domain', 'orchard.localhost', '--name', 'Orchard'];
    const { stdout } = succeed(await server.nexus(...create, '--owner', 'olga', ...login));
    assert.match(stdout, /Made community "orchard" at http:\/\/orchard\.localhost:\d+/);
    assert.equal((await instanceAt('orchard.localhost')).body.title, 'Orchard');
  });

  test('takes a person and a token from the command line', async () => {
    await server.member('hanna');
    const ask = makeClient(server.address, await server.token('hanna'));
    assert.equal((await ask(VIEWER)).viewer!.user!.username, 'hanna');
  });

  test('says how it is doing', async () => {
    const { code, stdout } = await server.nexus('doctor', '--json');
    const findings = JSON.parse(stdout) as { check: string; state: string }[];
    assert.deepEqual([code, findings.filter((finding) => finding.state !== 'ok')], [0, []]);
    assert.ok(findings.some((finding) => finding.check === 'communities'));
  });

  test('ends commands with 1 for what fails and 2 for what is called wrongly', async () => {
    const taken = server.nexus('user', 'create', 'hanna', '--email', 'h@example.org', '--password', PASSWORD);
    const [again, unknown, incomplete] = await Promise.all([
      taken,
      server.nexus('dance'),
      server.nexus('user', 'create', 'ines'),
    ]);
    assert.deepEqual([again.code, unknown.code, incomplete.code], [1, 2, 2]);
    assert.match(again.stderr, /^nexus user create: .*taken/i);
    assert.match(unknown.stderr, /there is no command "dance"/);
    assert.match(incomplete.stderr, /--email is missing\nUsage: nexus user create NAME/);
  });

  test('is started once per home', async () => {
    const { code, stderr } = await server.nexus('start');
    assert.equal(code, 1);
    assert.match(stderr, /^nexus start: \S.*\S$/m);
    assert.equal((await instanceAt('localhost')).status, 200);
  });

  test('leaves no process behind', async () => {
    const family = familyOf(server.pid, await processes());
    assert.ok(
      family.some((one) => /postgres/.test(one.command)),
      'the database is a child of the server',
    );
    assert.equal(await server.stop(), 0, server.printed());
    await nothingRunsIn(
      home,
      family.map((one) => one.pid),
    );
    await assert.rejects(fetch(server.address));
  });

  test('lets commands work while it is down, and they leave no process behind', async () => {
    const { stdout } = succeed(await server.nexus('user', 'list', '--tenant', 'orchard', '--json'));
    const people = JSON.parse(stdout) as Record<string, string>[];
    assert.deepEqual(
      people.map(({ username, role }) => [username, role]),
      [['olga', 'owner']],
    );
    await nothingRunsIn(home, []);
  });

  test('finds everything again on its second start', async () => {
    server = await runServer({ home });
    assert.doesNotMatch(server.printed(), /First start/);
    assert.equal(await countPosts(), posts);
    assert.equal((await makeClient(server.address, token)(VIEWER)).viewer!.user!.username, 'ada');
    assert.equal((await instanceAt('orchard.localhost')).body.title, 'Orchard');
  });
});

async function countPosts(): Promise<number> {
  const { communityFeed } = await makeClient(server.address)(COMMUNITY_FEED, { first: 50 });
  return communityFeed!.nodes.length;
}

async function nothingRunsIn(folder: string, pids: readonly number[]): Promise<void> {
  const left = await processes();
  assert.deepEqual(
    left.filter((one) => pids.includes(one.pid) || one.command.includes(folder)),
    [],
  );
}

/** Asks by a host name that this machine need not resolve. */
function instanceAt(host: string): Promise<{ status: number; body: Record<string, string> }> {
  const { port } = new URL(server.address);
  const options = { port, host: '127.0.0.1', path: '/api/v1/instance', headers: { host: `${host}:${port}` } };
  return new Promise((resolve, reject) => {
    const asked = request(options, async (answer) => {
      const text = (await answer.setEncoding('utf8').toArray()).join('');
      resolve({ status: answer.statusCode!, body: text.startsWith('{') ? JSON.parse(text) : {} });
    });
    asked.on('error', reject).end();
  });
}
