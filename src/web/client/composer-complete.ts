// Names after "@" and tags after "#" are offered while one types. The list is worked by the keyboard from the
// text itself (ARIA: aria-activedescendant), and by pointing.

import type { ComposerForm } from './composer-form.ts';
import { orNothing } from './refused.ts';
import { reach } from './send.ts';

interface Suggestion {
  /** What is written into the text. */
  readonly insert: string;
  readonly name: string;
  readonly detail: string;
  readonly picture: string | null;
}

const BEGUN = /(?:^|[\s(])([@#][\p{L}\p{N}_.-]{1,50})$/u;
const WAIT = 150;

/** Begins to offer names and tags in the form's text. */
export function completeNames({ text, form, said, say }: ComposerForm): void {
  const list = document.createElement('ul');
  list.className = 'suggestions';
  list.id = `${text.id}-suggestions`;
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', say('compose.suggestions'));
  list.hidden = true;
  text.after(list);
  text.setAttribute('aria-autocomplete', 'list');
  text.setAttribute('aria-controls', list.id);
  let offered: readonly Suggestion[] = [];
  let at = -1;
  let asked = 0;
  let later: ReturnType<typeof setTimeout> | undefined;

  const close = () => {
    clearTimeout(later);
    asked += 1;
    offered = [];
    at = -1;
    list.hidden = true;
    text.removeAttribute('aria-activedescendant');
  };
  const select = (index: number) => {
    at = (index + offered.length) % offered.length;
    for (const [i, option] of [...list.children].entries())
      option.setAttribute('aria-selected', String(i === at));
    text.setAttribute('aria-activedescendant', `${list.id}-${at}`);
    list.children[at]?.scrollIntoView({ block: 'nearest' });
  };
  const choose = (index: number) => {
    const begun = begunIn(text);
    const chosen = offered[index];
    if (begun !== undefined && chosen !== undefined) {
      const end = text.selectionStart;
      text.setRangeText(`${chosen.insert} `, end - begun.length, end, 'end');
      text.dispatchEvent(new Event('input', { bubbles: true }));
    }
    close();
    text.focus();
  };
  const show = (suggestions: readonly Suggestion[]) => {
    offered = suggestions;
    list.replaceChildren(...suggestions.map((one, index) => option(one, `${list.id}-${index}`)));
    list.hidden = suggestions.length === 0;
    if (suggestions.length === 0) return;
    select(0);
    said.textContent = say('compose.found', { n: suggestions.length });
  };

  text.addEventListener('input', () => {
    clearTimeout(later);
    const begun = begunIn(text);
    if (begun === undefined) return close();
    later = setTimeout(async () => {
      const turn = ++asked;
      const found = await orNothing(suggestionsFor(begun));
      if (turn === asked && begunIn(text) === begun) show(found ?? []);
    }, WAIT);
  });
  text.addEventListener('keydown', (event) => {
    if (list.hidden || event.isComposing) return;
    const act = { ArrowDown: () => select(at + 1), ArrowUp: () => select(at - 1), Escape: close }[event.key];
    if (act === undefined && event.key !== 'Enter' && event.key !== 'Tab') return;
    if (event.ctrlKey || event.metaKey || event.shiftKey) return close();
    event.preventDefault();
    event.stopPropagation();
    if (act) act();
    else choose(at);
  });
  text.addEventListener('blur', () => setTimeout(close, WAIT));
  list.addEventListener('pointerdown', (event) => event.preventDefault());
  list.addEventListener('click', (event) => {
    const clicked = (event.target as Element).closest('[role="option"]');
    if (clicked !== null) choose([...list.children].indexOf(clicked));
  });
  form.addEventListener('reset', close);
}

/** The name or tag that ends at the cursor. */
function begunIn({ value, selectionStart, selectionEnd }: HTMLTextAreaElement): string | undefined {
  if (selectionStart !== selectionEnd) return undefined;
  return BEGUN.exec(value.slice(Math.max(0, selectionStart - 60), selectionStart))?.[1];
}

interface Found {
  readonly people: readonly {
    readonly username: string;
    readonly name: string;
    readonly avatar: string | null;
  }[];
  readonly tags: readonly { readonly name: string }[];
}

async function suggestionsFor(begun: string): Promise<readonly Suggestion[]> {
  const address = `/compose/complete?${new URLSearchParams({ q: begun })}`;
  const response = await reach(address, { headers: { Accept: 'application/json' } });
  if (!response.ok || response.redirected) return [];
  const { people, tags } = (await response.json()) as Found;
  return [
    ...people.map(({ username, name, avatar }) => ({
      insert: `@${username}`,
      name,
      detail: `@${username}`,
      picture: avatar,
    })),
    ...tags.map(({ name }) => ({ insert: `#${name}`, name: `#${name}`, detail: '', picture: null })),
  ];
}

function option({ name, detail, picture }: Suggestion, id: string): HTMLLIElement {
  const item = document.createElement('li');
  item.id = id;
  item.setAttribute('role', 'option');
  item.setAttribute('aria-selected', 'false');
  if (picture !== null) {
    const face = document.createElement('img');
    face.className = 'avatar small';
    face.src = picture;
    face.alt = '';
    item.append(face);
  }
  for (const [text, className] of [
    [name, 'name'],
    [detail, 'soft'],
  ] as const) {
    const span = document.createElement('span');
    span.className = className;
    span.dir = 'auto';
    span.textContent = text;
    if (text !== '') item.append(span);
  }
  return item;
}
