// The parts of the compose form that its script works with: see web/pages/compose/compose-form.tsx.

import type { ClientMessage } from '../../utils/messages/client-messages.ts';
import { fillIn, type Values } from './message.ts';
import { language } from './page.ts';

export interface ComposerForm {
  readonly host: HTMLElement;
  readonly form: HTMLFormElement;
  readonly text: HTMLTextAreaElement;
  readonly warning: HTMLInputElement;
  readonly warned: HTMLInputElement;
  readonly attachments: HTMLOListElement;
  readonly pattern: HTMLTemplateElement;
  /** What a screen reader is told without looking. */
  readonly said: HTMLElement;
  readonly submit: HTMLButtonElement;
  /** The most characters, and the most pictures. */
  readonly limit: number;
  readonly most: number;
  /** Types of pictures that are taken. */
  readonly types: readonly string[];
  /** Under what its draft is kept. */
  readonly draft: string | undefined;
  /** A text of the form in the page's language. */
  say(key: string, values?: Values): string;
}

/** Reads the form inside the element. */
export function composerForm(host: HTMLElement): ComposerForm {
  const form = host.querySelector('form')!;
  const find = <E extends Element>(selector: string) => form.querySelector<E>(selector)!;
  const texts = JSON.parse(host.dataset.texts ?? '{}') as Record<string, ClientMessage>;
  return {
    host,
    form,
    text: find('textarea[name="text"]'),
    warning: find('input[name="warning"]'),
    warned: find('input[name="warned"]'),
    attachments: find('.attachments'),
    pattern: find('template[data-attachment]'),
    said: find('[data-said]'),
    submit: find('button[type="submit"]'),
    limit: Number(host.dataset.limit),
    most: Number(host.dataset.most),
    types: (host.dataset.types ?? '').split(' '),
    draft: host.dataset.draft,
    say: (key, values) => fillIn(language(), texts[key] ?? key, values),
  };
}

/** A button of the script's own. */
export function makeButton(label: string, className: string, icon?: string): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = className;
  if (icon === undefined) {
    button.textContent = label;
  } else {
    button.setAttribute('aria-label', label);
    button.title = label;
    button.append(makeIcon(icon));
  }
  return button;
}

/** An icon of the sprite whose address any icon of the page has. */
export function makeIcon(name: string): SVGSVGElement {
  const sprite = document.querySelector('svg.icon use')?.getAttribute('href')?.split('#', 1)[0] ?? '';
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  use.setAttribute('href', `${sprite}#${name}`);
  svg.append(use);
  return svg;
}
