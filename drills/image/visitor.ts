// Somebody with a browser without script: over TLS, keeping cookies, sending forms as pages show them.

import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import type { TLSSocket } from 'node:tls';

export interface Shown {
  readonly status: number;
  readonly text: string;
  readonly protocol: string;
}

interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export class Visitor {
  readonly #origin: string;
  readonly #ca: Buffer;
  readonly #cookies = new Map<string, string>();

  /** The certificate is the only one believed. */
  constructor(origin: string, certificate: string) {
    this.#origin = origin;
    this.#ca = readFileSync(certificate);
  }

  /** Sends a request and gives its answer as it begins; redirects are not followed. */
  begin(path: string, { method = 'GET', headers = {}, body }: Sent = {}): Promise<IncomingMessage> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const all = { accept: 'text/html', ...(cookie && { cookie }), ...headers };
    return new Promise((resolve, reject) => {
      const sent = request(new URL(path, this.#origin), { method, headers: all, ca: this.#ca }, (answer) => {
        for (const line of answer.headers['set-cookie'] ?? []) this.#keep(line);
        resolve(answer);
      });
      sent.once('error', reject);
      sent.end(body);
    });
  }

  async send(path: string, sent: Sent = {}): Promise<Shown> {
    const answer = await this.begin(path, sent);
    const protocol = (answer.socket as TLSSocket).getProtocol() ?? 'none';
    let text = '';
    for await (const part of answer.setEncoding('utf8')) text += part;
    return { status: answer.statusCode ?? 0, text, protocol };
  }

  /** Opens a page and sends the form of it that posts to `action`. */
  async fill(path: string, action: string, fields: Readonly<Record<string, string>>): Promise<Shown> {
    const page = await this.send(path);
    const body = new URLSearchParams({ ...hiddenFields(page.text, action), ...fields }).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: this.#origin };
    return this.send(action, { method: 'POST', headers, body });
  }

  #keep(line: string): void {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (name === undefined || value === undefined) return;
    if (value === '') this.#cookies.delete(name);
    else this.#cookies.set(name, value);
  }
}

function hiddenFields(html: string, action: string): Record<string, string> {
  const start = html.indexOf(`action="${action}"`);
  if (start === -1) throw new Error(`No form posts to ${action} in: ${html.slice(0, 1000)}`);
  const form = html.slice(start, html.indexOf('</form>', start));
  const inputs = form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"\/?>/g);
  return Object.fromEntries([...inputs].map(([, name, value]) => [name!, value!.replaceAll('&amp;', '&')]));
}
