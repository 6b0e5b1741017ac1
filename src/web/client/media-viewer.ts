// The pictures of a post over the whole window: zoom by wheel, pinch, double press or + and -, the next one by
// arrow or swipe, away by Escape, a swipe down or the way back. The focus returns to the picture one came from.

import { makeButton } from './composer-form.ts';
import { language, message } from './page.ts';
import { zoomable } from './zoom.ts';

interface Shown {
  readonly href: string;
  readonly alt: string;
  /** The description its author gave. */
  readonly said: string;
  readonly width: number;
  readonly height: number;
  readonly preview: string;
  readonly link: HTMLAnchorElement;
}

/** Opens the picture of a link, with its neighbours. */
export function openViewer(link: HTMLAnchorElement): void {
  const links = [...link.parentElement!.querySelectorAll<HTMLAnchorElement>(':scope > a')];
  const viewer = new Viewer(links.map(shownBy), links.indexOf(link));
  viewer.open();
}

function shownBy(link: HTMLAnchorElement): Shown {
  const { alt, width, height, currentSrc, src } = link.querySelector('img')!;
  const said = link.querySelector('.alt') === null ? '' : alt;
  return { href: link.href, alt, said, width, height, preview: currentSrc || src, link };
}

class Viewer {
  readonly #pictures: readonly Shown[];
  readonly #dialog = document.createElement('dialog');
  readonly #stage = document.createElement('div');
  readonly #words = document.createElement('p');
  readonly #count = document.createElement('p');
  readonly #alone = document.createElement('a');
  readonly #zoom: ReturnType<typeof zoomable>;
  #at: number;
  #goesBack = true;

  constructor(pictures: readonly Shown[], at: number) {
    this.#pictures = pictures;
    this.#at = at;
    this.#stage.className = 'stage';
    this.#zoom = zoomable(this.#stage, {
      swiped: (to) => {
        if (to === 'down' || to === 'up') this.close();
        else this.#step((to === 'left') === (document.dir !== 'rtl') ? 1 : -1);
      },
    });
    this.#build();
  }

  open(): void {
    document.body.append(this.#dialog);
    this.#show();
    this.#dialog.showModal();
    // The way back closes the viewer, and nothing else.
    history.pushState({ ...(history.state as object | null), viewer: true }, '');
    const back = () => {
      this.#goesBack = false;
      this.close();
    };
    addEventListener('popstate', back);
    this.#dialog.addEventListener('close', () => {
      removeEventListener('popstate', back);
      if (this.#goesBack) history.back();
      this.#dialog.remove();
      this.#pictures[this.#at]?.link.focus({ preventScroll: true });
    });
  }

  close(): void {
    this.#dialog.close();
  }

  #build(): void {
    const dialog = this.#dialog;
    dialog.id = 'viewer';
    dialog.setAttribute('aria-label', message('client.viewer'));
    const bar = document.createElement('div');
    bar.className = 'viewer-bar';
    this.#count.setAttribute('aria-live', 'polite');
    this.#alone.className = 'icon-button';
    this.#alone.target = '_blank';
    this.#alone.rel = 'noopener';
    this.#alone.setAttribute('aria-label', message('client.open-picture'));
    this.#alone.append(...makeButton('', '', 'external-link').childNodes);
    bar.append(
      this.#count,
      this.#alone,
      this.#button('client.zoom-out', 'zoom-out', () => this.#zoom.by(1 / 1.5)),
      this.#button('client.zoom-in', 'zoom-in', () => this.#zoom.by(1.5)),
      this.#button('client.close', 'x', () => this.close()),
    );
    this.#words.className = 'viewer-words';
    this.#words.dir = 'auto';
    dialog.append(bar, this.#stage, this.#words);
    if (this.#pictures.length > 1) {
      const previous = this.#button('client.previous', 'chevron-left', () => this.#step(-1));
      const next = this.#button('client.next', 'chevron-right', () => this.#step(1));
      previous.classList.add('viewer-previous', 'turns-with');
      next.classList.add('viewer-next', 'turns-with');
      dialog.append(previous, next);
    }
    dialog.addEventListener('keydown', (event) => this.#key(event));
    this.#stage.addEventListener('click', (event) => event.target === this.#stage && this.close());
  }

  #button(key: Parameters<typeof message>[0], icon: string, act: () => void): HTMLButtonElement {
    const button = makeButton(message(key), 'icon-button', icon);
    button.addEventListener('click', act);
    return button;
  }

  #key(event: KeyboardEvent): void {
    const ahead = document.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    const behind = document.dir === 'rtl' ? 'ArrowRight' : 'ArrowLeft';
    const act = {
      [ahead]: () => this.#step(1),
      [behind]: () => this.#step(-1),
      Home: () => this.#step(-this.#at),
      End: () => this.#step(this.#pictures.length - 1 - this.#at),
      '+': () => this.#zoom.by(1.5),
      '=': () => this.#zoom.by(1.5),
      '-': () => this.#zoom.by(1 / 1.5),
      '0': () => this.#zoom.reset(),
    }[event.key];
    if (act === undefined || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    act();
  }

  #step(by: number): void {
    const { length } = this.#pictures;
    if (length < 2 || by === 0) return;
    this.#at = (this.#at + by + length) % length;
    this.#show();
  }

  #show(): void {
    const { href, alt, said, width, height, preview } = this.#pictures[this.#at]!;
    const picture = new Image(width, height);
    picture.alt = alt;
    picture.draggable = false;
    // The small one is there already; the large one takes its place when it has come.
    picture.src = preview;
    const large = new Image();
    large.src = href;
    large.addEventListener('load', () => {
      picture.src = href;
      picture.width = large.naturalWidth;
      picture.height = large.naturalHeight;
    });
    this.#stage.replaceChildren(picture);
    this.#zoom.show(picture);
    this.#alone.href = href;
    this.#words.textContent = said;
    this.#words.hidden = said === '';
    const number = new Intl.NumberFormat(language());
    this.#count.textContent =
      this.#pictures.length < 2
        ? ''
        : message('client.picture-of', {
            n: number.format(this.#at + 1),
            total: number.format(this.#pictures.length),
          });
  }
}
