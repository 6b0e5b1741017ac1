// Requests of the page's script. What the server refuses comes as `Refusal`, with its own sentence.

import { message } from './page.ts';

/** A request that did not succeed, told in the visitor's language. */
export class Refusal extends Error {
  /** The HTTP status; 0 when the server was not reached. */
  readonly status: number;
  /** The form's field at fault. */
  readonly field: string | undefined;

  constructor(text: string, status: number, field?: string) {
    super(text);
    this.status = status;
    this.field = field;
  }
}

export interface Answer {
  readonly ok?: boolean;
  readonly [name: string]: unknown;
}

export interface Sending {
  /** Goes on when the page is left; for what is short. */
  readonly keepalive?: boolean;
}

/** Sends what a form would send to this address and gives the answer; to the sign-in page if need be. */
export async function send(
  action: string,
  fields: FormData,
  { keepalive = false }: Sending = {},
): Promise<Answer> {
  const response = await reach(action, {
    method: 'POST',
    body: bodyOf(fields),
    headers: { Accept: 'application/json' },
    keepalive,
  });
  return readAnswer(response.status, await response.text());
}

/** The answer in a response's text; throws the refusal in it. */
export function readAnswer(status: number, text: string): Answer {
  const answer = parsed(text);
  if (answer !== undefined && status < 400) return answer;
  if (status === 401) goToSignIn();
  const { error, field } = answer ?? {};
  throw new Refusal(
    typeof error === 'string' ? error : message('client.failed'),
    status,
    typeof field === 'string' ? field : undefined,
  );
}

/** Fetches from this server; a refusal when it cannot be reached. An aborted request throws as it does. */
export async function reach(address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, { credentials: 'same-origin', ...init });
  } catch (error) {
    // What fetch throws when there is no answer.
    if (error instanceof TypeError) throw unreachable();
    throw error;
  }
}

export const unreachable = (): Refusal => new Refusal(message('client.offline'), 0);

/** Leaves for the sign-in page, and comes back here afterwards. */
export function goToSignIn(): void {
  const next = location.pathname + location.search;
  location.assign(`/sign-in?${new URLSearchParams({ next })}`);
}

/** Without files, as short as a form is: multipart costs the server more. */
function bodyOf(fields: FormData): FormData | URLSearchParams {
  const entries = [...fields];
  const texts = entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return texts.length === entries.length ? new URLSearchParams(texts) : fields;
}

function parsed(text: string): Answer | undefined {
  try {
    return JSON.parse(text) as Answer;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
