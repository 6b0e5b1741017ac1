// A browser of a member that opens a page and sends one of its forms, with files too.

import { type Browser, hiddenFields, type Shown } from './browser.ts';
import type { Community, Person } from './community.ts';
import { browserOf } from './signed-in.ts';

export interface FormBrowser extends Browser {
  /** Opens a page and sends the form with this action. */
  fill(path: string, action: string, fields?: Record<string, string>): Promise<Shown>;
  /** Opens a page and presses a button of its one form for small actions. */
  press(path: string, action: string): Promise<Shown>;
  /** The same for a button that is not there any more, as on a page opened long ago. */
  pressAgain(path: string, action: string): Promise<Shown>;
  /** Opens a page and sends one of its forms with files. */
  upload(path: string, action: string, fields: Record<string, string>, files: Files): Promise<Shown>;
}

type Files = Readonly<Record<string, Buffer>>;

/** A browser with a person's sign-in. */
export async function signedIn(community: Community, person: Person): Promise<FormBrowser> {
  const browser = await browserOf(community, person);
  return {
    ...browser,
    fill: async (path, action, fields = {}) => browser.submit(await browser.open(path), action, fields),
    press: async (path, action) => browser.press(await browser.open(path), action),
    pressAgain: async (path, action) => {
      const page = await browser.open(path);
      return browser.press({ ...page, html: `${page.html}<button formaction="${action}">` }, action);
    },
    upload: async (path, action, fields, files) => {
      const { html } = await browser.open(path);
      const body = new Response(formOf({ ...hiddenFields(html, action), ...fields }, files));
      const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const answer = await community.request({
        method: 'POST',
        url: action,
        headers: {
          accept: 'text/html',
          origin: `http://${community.host}`,
          cookie,
          'content-type': body.headers.get('content-type')!,
        },
        payload: Buffer.from(await body.arrayBuffer()),
      });
      const location = answer.headers.location as string | undefined;
      return { status: answer.statusCode, html: answer.body, location, headers: answer.headers };
    },
  };
}

function formOf(fields: Record<string, string>, files: Files): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const [name, bytes] of Object.entries(files))
    form.append(name, new Blob([new Uint8Array(bytes)]), `${name}.png`);
  return form;
}
