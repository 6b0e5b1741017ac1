// The point of a picture that stays in view when it is cut: set by pointing at it, or by the arrow keys.

import type { ComposerForm } from './composer-form.ts';

const STEP = 0.1;

const KEYS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
  ArrowUp: [0, STEP],
  ArrowDown: [0, -STEP],
};

/** Makes the picture of a row a button that sets the point; `changed` is told. */
export function pickFocus(row: HTMLElement, say: ComposerForm['say'], changed: () => void): void {
  const field = row.querySelector<HTMLInputElement>('[data-focus]')!;
  const picture = row.querySelector('img')!;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'focus-picker';
  button.title = say('compose.focus-hint');
  button.setAttribute('aria-label', `${say('compose.focus')}. ${say('compose.focus-hint')}`);
  const point = document.createElement('span');
  point.className = 'point';
  picture.replaceWith(button);
  button.append(picture, point);

  const show = () => {
    const [x = 0, y = 0] = field.value.split(',').map(Number);
    point.style.left = `${((x + 1) / 2) * 100}%`;
    point.style.top = `${((1 - y) / 2) * 100}%`;
  };
  const set = (x: number, y: number) => {
    field.value = [x, y].map((share) => Math.max(-1, Math.min(1, share)).toFixed(2)).join(',');
    show();
    changed();
  };
  button.addEventListener('pointerdown', (event) => {
    const { left, top, width, height } = picture.getBoundingClientRect();
    set(((event.clientX - left) / width) * 2 - 1, 1 - ((event.clientY - top) / height) * 2);
  });
  button.addEventListener('keydown', (event) => {
    const move = KEYS[event.key];
    if (move === undefined) return;
    event.preventDefault();
    const [x = 0, y = 0] = field.value.split(',').map(Number);
    set(x + move[0], y + move[1]);
  });
  show();
}
