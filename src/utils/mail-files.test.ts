import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { keepMail, keptMails } from './mail-files.ts';

const letter = (subject: string) => ({
  to: 'ann@example.org',
  subject,
  text: 'Ahoy. '.repeat(2000),
  html: '<p>Ahoy.</p>',
});

describe('mails kept as files', () => {
  let home: string;

  before(async () => {
    home = await temporaryFolder('nexus-mails');
  });

  test('are none before the first', async () => {
    assert.deepEqual(await keptMails(home, 'main'), []);
  });

  test('are read whole while more are written', async () => {
    const long = { ...letter('Long'), html: '<p>Ahoy.</p>'.repeat(50_000) };
    let writing = true;
    const written = (async () => {
      for (let n = 0; n < 40; n++) await keepMail(home, 'main', long);
      writing = false;
    })();
    while (writing) for (const { html } of await keptMails(home, 'main', 1)) assert.equal(html, long.html);
    await written;
    assert.equal((await keptMails(home, 'main')).length, 40);
  });

  test('stay two hundred, the newest first', async () => {
    for (let n = 0; n < 205; n++) await keepMail(home, 'second', letter(`Letter ${n}`));
    const subjects = (await keptMails(home, 'second', 1000)).map(({ subject }) => subject);
    assert.equal(subjects.length, 200);
    const sent = (await keptMails(home, 'second', 1000)).map(({ sentAt }) => sentAt);
    assert.deepEqual(sent, sent.toSorted().reverse());
    assert.ok(!subjects.includes('Letter 0'));
  });
});
