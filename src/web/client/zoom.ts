// Zooming and moving one picture in a frame, by wheel, two fingers, double press and dragging. A quick drag of
// a picture that is not zoomed is a swipe.

import { reducedMotion } from './motion.ts';

export type Direction = 'left' | 'right' | 'up' | 'down';

export interface Zoomable {
  /** The picture that is zoomed from now on. */
  show(picture: HTMLElement): void;
  by(factor: number): void;
  reset(): void;
}

const MOST = 8;
const SWIPE = 60;
const TWICE = 300;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Makes a frame in which a picture can be zoomed. */
export function zoomable(frame: HTMLElement, { swiped }: { swiped: (to: Direction) => void }): Zoomable {
  let picture: HTMLElement | undefined;
  let scale = 1;
  let offset: Point = { x: 0, y: 0 };
  const fingers = new Map<number, Point>();
  let start: { readonly at: Point; readonly time: number; single: boolean } | undefined;
  let lastPress = 0;

  const draw = (smooth = false) => {
    if (picture === undefined) return;
    if (scale === 1) offset = { x: 0, y: 0 };
    picture.style.transition = smooth && !reducedMotion() ? 'transform 160ms' : 'none';
    picture.style.transform = `translate(${offset.x}px, ${offset.y}px) scale(${scale})`;
    frame.toggleAttribute('data-zoomed', scale > 1);
  };
  /** The point under the fingers stays where it is. */
  const zoomAt = (factor: number, at: Point, smooth = false) => {
    const wanted = Math.max(1, Math.min(MOST, scale * factor));
    const { left, top, width, height } = frame.getBoundingClientRect();
    const centre = { x: at.x - left - width / 2, y: at.y - top - height / 2 };
    const ratio = wanted / scale;
    offset = {
      x: centre.x - (centre.x - offset.x) * ratio,
      y: centre.y - (centre.y - offset.y) * ratio,
    };
    scale = wanted;
    draw(smooth);
  };
  const middle = (): Point => {
    const { left, top, width, height } = frame.getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2 };
  };

  frame.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      zoomAt(Math.exp(-event.deltaY / 300), { x: event.clientX, y: event.clientY });
    },
    { passive: false },
  );
  frame.addEventListener('pointerdown', (event) => {
    fingers.set(event.pointerId, pointOf(event));
    start = { at: pointOf(event), time: event.timeStamp, single: fingers.size === 1 };
    if (event.target === picture) frame.setPointerCapture(event.pointerId);
  });
  frame.addEventListener('pointermove', (event) => {
    const before = fingers.get(event.pointerId);
    if (before === undefined) return;
    const now = pointOf(event);
    const [other] = [...fingers].filter(([id]) => id !== event.pointerId).map(([, point]) => point);
    if (other !== undefined) {
      zoomAt(distance(now, other) / Math.max(1, distance(before, other)), between(now, other));
    } else if (scale > 1) {
      offset = { x: offset.x + now.x - before.x, y: offset.y + now.y - before.y };
      draw();
    }
    fingers.set(event.pointerId, now);
  });
  const lifted = (event: PointerEvent) => {
    fingers.delete(event.pointerId);
    if (start === undefined || !start.single || fingers.size > 0) return;
    const { at } = start;
    start = undefined;
    const moved = { x: event.clientX - at.x, y: event.clientY - at.y };
    const to = directionOf(moved);
    if (to !== undefined && scale === 1) swiped(to);
    else if (distance(moved, { x: 0, y: 0 }) < 8 && event.target !== frame) pressed(event);
  };
  const pressed = (event: PointerEvent) => {
    if (event.timeStamp - lastPress < TWICE) zoomAt(scale > 1 ? 1 / scale : 2.5, pointOf(event), true);
    lastPress = event.timeStamp;
  };
  frame.addEventListener('pointerup', lifted);
  frame.addEventListener('pointercancel', (event) => fingers.delete(event.pointerId));
  return {
    show(shown) {
      picture = shown;
      scale = 1;
      draw();
    },
    by: (factor) => zoomAt(factor, middle(), true),
    reset() {
      scale = 1;
      draw(true);
    },
  };
}

const pointOf = ({ clientX, clientY }: PointerEvent): Point => ({ x: clientX, y: clientY });
const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);
const between = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });

function directionOf({ x, y }: Point): Direction | undefined {
  if (Math.max(Math.abs(x), Math.abs(y)) < SWIPE) return undefined;
  if (Math.abs(x) > Math.abs(y)) return x < 0 ? 'left' : 'right';
  return y < 0 ? 'up' : 'down';
}
