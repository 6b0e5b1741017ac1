// Somebody at a browser: does what members do, by what they see (labels, buttons), with or without script.

import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { openWindow, type Window } from '../support/chromium.ts';
import { eventually } from '../support/eventually.ts';
import { PASSWORD } from '../support/running-server.ts';

/** Waits until the form of the page can do what needs a script. */
export const composerReady = (page: Page): Promise<void> =>
  page.locator('main nx-composer[data-ready]').waitFor();

/** A picture of a form that the server has. */
export const ADDED = '.attachment[data-media-id]:not([data-media-id=""])';

/** Adds a picture to the form of the page by its button, which needs a script. */
export async function choose(page: Page, file: string): Promise<void> {
  await composerReady(page);
  const chooser = page.waitForEvent('filechooser');
  await page.locator('main form.composer').getByRole('button', { name: 'Add pictures' }).click();
  await (await chooser).setFiles(file);
}

export interface MemberOptions {
  readonly address: string;
  readonly name: string;
  readonly viewport: { readonly width: number; readonly height: number };
  readonly script: boolean;
  readonly cachesPages?: boolean;
}

export class Member {
  readonly name: string;
  readonly window: Window;
  readonly #address: string;
  readonly #script: boolean;

  private constructor({ address, name, script }: MemberOptions, window: Window) {
    this.name = name;
    this.window = window;
    this.#address = address;
    this.#script = script;
  }

  static async open(options: MemberOptions): Promise<Member> {
    const { viewport, script, cachesPages = true } = options;
    return new Member(options, await openWindow({ viewport, javaScriptEnabled: script, cachesPages }));
  }

  get page() {
    return this.window.page;
  }

  /** A path of the server in full. */
  at(path: string): string {
    return this.#address + path;
  }

  async go(path: string): Promise<void> {
    const answer = await this.page.goto(this.at(path));
    assert.ok(answer !== null && answer.status() < 400, `${path}: ${answer?.status()}`);
  }

  /** Loads a page anew until it shows this text, which a job brings there. */
  async find(path: string, text: string): Promise<void> {
    const shown = async () => {
      await this.go(path);
      return this.page.getByText(text).count();
    };
    await eventually(shown, (count) => count > 0);
  }

  /** Signs up, opens the mailed link and signs in. */
  async join(): Promise<void> {
    await this.go('/sign-up');
    await this.page.getByLabel('Username').fill(this.name);
    await this.page.getByLabel('Email address').fill(`${this.name}@example.org`);
    await this.page.getByLabel('Password').fill(PASSWORD);
    await this.page.getByRole('main').getByRole('checkbox').check();
    await this.page.getByRole('button', { name: 'Sign up' }).click();
    await this.page.getByRole('heading', { name: 'Look at your mail' }).waitFor();
    await this.page.goto(await this.mailedLink());
    await this.page.getByRole('main').getByRole('button').click();
    await this.page.getByText('Your email address is confirmed').waitFor();
    await this.signIn();
  }

  async signIn(): Promise<void> {
    await this.go('/sign-in');
    await this.page.getByLabel('Username or email address').fill(this.name);
    await this.page.getByLabel('Password').fill(PASSWORD);
    await this.page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
    await this.page.getByRole('link', { name: 'Notifications' }).first().waitFor();
  }

  async signOut(): Promise<void> {
    await this.go('/sign-out');
    await this.page.getByRole('main').getByRole('button', { name: 'Sign out' }).click();
    await this.page.getByRole('link', { name: 'Sign in' }).first().waitFor();
  }

  /** Fills in the profile. */
  async introduce(profile: { displayName: string; bio: string; picture: string }): Promise<void> {
    await this.go('/settings/profile');
    await this.page.getByLabel('Display name').fill(profile.displayName);
    await this.page.getByLabel('Bio').fill(profile.bio);
    await this.page.locator('input[name=avatar]').setInputFiles(profile.picture);
    await this.page.getByRole('button', { name: 'Save' }).click();
    await this.page.getByText('Saved.').waitFor();
  }

  /** Posts, with a picture if given, and gives the address of the post. */
  async post(text: string, picture?: { file: string; alt: string }): Promise<string> {
    await this.go('/compose');
    const form = this.page.locator('main form.composer');
    await form.getByLabel('Text of the post').fill(text);
    if (picture !== undefined) await this.#attach(form, picture);
    await form.getByRole('button', { name: 'Post', exact: true }).click();
    await this.page.waitForURL((url) => !url.pathname.startsWith('/compose'));
    await this.go(`/@${this.name}`);
    const card = this.page.locator('article.post', { hasText: text });
    return (await card.locator('a.when').getAttribute('href'))!;
  }

  async #attach(form: Locator, { file, alt }: { file: string; alt: string }): Promise<void> {
    if (!this.#script) {
      await form.getByText('Add pictures').click();
      await form.locator('input[name=file-1]').setInputFiles(file);
      await form.locator('input[name=alt-1]').fill(alt);
      return;
    }
    await choose(this.page, file);
    await form.locator('.attachment').getByLabel('Description').fill(alt);
    await form.locator(ADDED).waitFor();
  }

  async reply(post: string, text: string): Promise<void> {
    await this.go(post);
    const form = this.page.locator('main form.composer');
    await form.getByLabel('Text of the post').fill(text);
    await form.getByRole('button', { name: 'Reply', exact: true }).click();
    await this.page.getByText(text).first().waitFor();
  }

  /** Presses one of the buttons below a post and waits until it is pressed for good. */
  async act(post: string, act: 'like' | 'repost' | 'bookmark'): Promise<void> {
    await this.go(post);
    await this.#press(act);
    await this.go(post);
    assert.equal(
      await this.page.locator(`main [data-act=${act}]`).first().getAttribute('aria-pressed'),
      'true',
    );
  }

  /** Presses the follow button on somebody's page; gives what it says then. */
  async follow(name: string): Promise<string> {
    await this.go(`/@${name}`);
    await this.#press('follow');
    await this.go(`/@${name}`);
    return this.followLabel();
  }

  /** Chooses one of several in the settings, and has it kept. */
  async set(path: string, choice: string): Promise<void> {
    await this.go(path);
    const form = this.page.locator('main form', { has: this.page.getByRole('radio', { name: choice }) });
    const answered = this.page.waitForResponse(
      (answer) => answer.request().method() === 'POST' && new URL(answer.url()).pathname === path,
    );
    // With script some settings are kept at once, without a button.
    const applies = this.#script && /\bapplies\b/.test((await form.getAttribute('class')) ?? '');
    if (applies) await form.locator('.save').waitFor({ state: 'hidden' });
    await form.getByRole('radio', { name: choice }).check();
    if (!applies) await form.locator('.save button').click();
    await answered;
    await this.page.locator('main [data-said][data-shown], main .notice').first().waitFor();
  }

  /** What the follow button of the page says. */
  async followLabel(): Promise<string> {
    return (await this.page.locator('main [data-act=follow] .label').first().textContent())!.trim();
  }

  /** Presses the first button of this kind, until the server has answered and the page shows it. */
  async #press(act: string): Promise<void> {
    const answered = this.page.waitForResponse((answer) =>
      new URL(answer.url()).pathname.endsWith(`/${act}`),
    );
    await this.page.locator(`main [data-act=${act}]`).first().click();
    await answered;
    await this.page.locator(`main [data-act=${act}][aria-pressed=true]`).first().waitFor();
  }

  /** The link of the newest mail to this person, once the worker has written one. */
  async mailedLink(): Promise<string> {
    const link = await eventually(
      async () => {
        const mails = await (await fetch(this.at('/mail'))).text();
        const [, own] = mails.split(`${this.name}@example.org`);
        return own === undefined ? null : /https?:\/\/[^\s"<]+/.exec(own);
      },
      (found) => found !== null,
    );
    return link![0].replaceAll('&amp;', '&');
  }
}
