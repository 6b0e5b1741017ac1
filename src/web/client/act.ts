// The small buttons (like, repost, bookmark, follow …) answer at once and take it back if the server refuses.
// One listener serves all, those that come later too. Without it the buttons post their form.

import { type Act, actOf, addressOf } from './act-pair.ts';
import { buttonsOf, type Counts, countOf, showCount, showCounts } from './counts.ts';
import { page } from './page.ts';
import { type Answer, Refusal, send } from './send.ts';
import { alert } from './toast.ts';

/** Begins to answer clicks on `button[data-act]`, for members. */
export function listenForActs(): void {
  if (page().viewer === null) return;
  document.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest('button') : null;
    if (button === null || button.disabled || !button.matches('[data-act][aria-pressed]')) return;
    const act = actOf(button.getAttribute('formaction') ?? '');
    if (act === undefined || button.form === null) return;
    event.preventDefault();
    if (button.getAttribute('aria-busy') !== 'true') void perform(act, button, new FormData(button.form));
  });
  addEventListener('pageshow', (event) => event.persisted && repeatRecent());
}

async function perform(act: Act, clicked: HTMLButtonElement, fields: FormData): Promise<void> {
  const buttons = buttonsOf(act.target, act.name);
  const before = countOf(clicked);
  show(act, buttons, !act.undoes);
  if (before !== undefined) for (const button of buttons) showCount(button, before + (act.undoes ? -1 : 1));
  busy(buttons, true);
  try {
    const answer = await send(addressOf(act, act), fields, { keepalive: true });
    busy(buttons, false);
    settle(act, buttons, answer);
  } catch (error) {
    busy(buttons, false);
    show(act, buttons, act.undoes);
    if (before !== undefined) for (const button of buttons) showCount(button, before);
    if (!(error instanceof Refusal)) throw error;
    alert(error.message);
  }
}

/** The server has the last word: a locked account is asked, not followed. */
function settle(act: Act, buttons: readonly HTMLButtonElement[], answer: Answer): void {
  const pressed = typeof answer.pressed === 'boolean' ? answer.pressed : !act.undoes;
  show(act, buttons, pressed);
  remember(act, pressed);
  const { label, count, counts } = answer;
  for (const button of buttons) {
    const words = button.querySelector('.label');
    if (typeof label === 'string' && words !== null) words.textContent = label;
    if (typeof count === 'number') showCount(button, count);
  }
  const postId = /^\/posts\/(\d+)\/$/.exec(act.target)?.[1];
  if (postId !== undefined && typeof counts === 'object') showCounts(postId, counts as Counts);
}

/** A pressed button leads to what undoes it. The same element stays, and so does the focus. */
function show(act: Act, buttons: readonly HTMLButtonElement[], pressed: boolean): void {
  for (const button of buttons) {
    button.setAttribute('aria-pressed', String(pressed));
    button.setAttribute('formaction', addressOf(act, { undoes: pressed }));
    const words = button.querySelector<HTMLElement>('.label');
    const text = pressed ? words?.dataset.on : words?.dataset.off;
    if (words && text !== undefined) words.textContent = text;
  }
}

function busy(buttons: readonly HTMLButtonElement[], is: boolean): void {
  for (const button of buttons) {
    if (is) button.setAttribute('aria-busy', 'true');
    else button.removeAttribute('aria-busy');
  }
}

const RECENT = 'nexus-acts';
const MOST_RECENT = 50;

type Recent = Readonly<Record<string, boolean>>;

const recent = (): Recent => JSON.parse(sessionStorage.getItem(RECENT) ?? '{}') as Recent;

/** What was done on one page holds for the page one goes back to, which was frozen meanwhile. */
function remember(act: Act, pressed: boolean): void {
  const { [addressOf(act, { undoes: false })]: _, ...others } = recent();
  const entries = [...Object.entries(others), [addressOf(act, { undoes: false }), pressed]];
  sessionStorage.setItem(RECENT, JSON.stringify(Object.fromEntries(entries.slice(-MOST_RECENT))));
}

function repeatRecent(): void {
  for (const [address, pressed] of Object.entries(recent())) {
    const act = actOf(address);
    if (act !== undefined) show(act, buttonsOf(act.target, act.name), pressed);
  }
}
