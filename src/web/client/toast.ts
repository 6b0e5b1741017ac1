// Short messages in the two live regions of the page. They never take the focus; a screen reader says them.

import { focusOn } from './focus.ts';
import { reducedMotion } from './motion.ts';
import { message } from './page.ts';

const STAY = 6_000;
const STAY_WITH_ACTION = 12_000;
const MOST = 3;

export interface ToastAction {
  readonly label: string;
  readonly act: () => void;
}

/** Tells that something went well; goes by itself, though not while pointed at or focused. */
export function toast(text: string, undo?: ToastAction): void {
  const box = put('toasts', text, undo);
  if (box !== undefined) leaveLater(box, undo === undefined ? STAY : STAY_WITH_ACTION);
}

/** Tells that something failed; stays until it is dismissed, since nobody should miss it. */
export function alert(text: string): void {
  put('alerts', text);
}

function put(regionId: string, text: string, action?: ToastAction): HTMLElement | undefined {
  const region = document.getElementById(regionId);
  if (region === null) return undefined;
  for (const old of [...region.children]) if (old.firstChild?.textContent === text) old.remove();
  const box = document.createElement('div');
  box.className = 'toast';
  const words = document.createElement('span');
  words.textContent = text;
  box.append(words);
  if (action) box.append(button(action.label, '', () => close(box, action.act)));
  const dismiss = button('×', 'toast-close', () => close(box));
  dismiss.setAttribute('aria-label', message('client.dismiss'));
  box.append(dismiss);
  region.append(box);
  while (region.children.length > MOST) region.firstElementChild!.remove();
  return box;
}

function button(label: string, name: string, act: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = name;
  made.textContent = label;
  made.addEventListener('click', act);
  return made;
}

function leaveLater(box: HTMLElement, stay: number): void {
  const look = () => {
    if (box.matches(':hover, :focus-within')) setTimeout(look, 1_000);
    else void leave(box);
  };
  setTimeout(look, stay);
}

// The focus was on the message's own button: it goes to the content rather than nowhere.
function close(box: HTMLElement, act?: () => void): void {
  if (box.contains(document.activeElement)) focusOn(null);
  act?.();
  void leave(box);
}

async function leave(box: HTMLElement): Promise<void> {
  if (!reducedMotion()) await box.animate({ opacity: [1, 0] }, { duration: 150, fill: 'forwards' }).finished;
  box.remove();
}
