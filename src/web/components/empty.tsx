// Where there is nothing to show: says why, and what to do about it.

import type { ComponentChildren, JSX } from 'preact';
import { Icon } from './icon.tsx';

export interface EmptyProps {
  readonly icon: string;
  readonly title: string;
  readonly text?: string;
  /** 1 where this is the whole page. */
  readonly level?: 1 | 2;
  readonly children?: ComponentChildren;
}

export function Empty({ icon, title, text, level = 2, children }: EmptyProps): JSX.Element {
  return (
    <div class="empty">
      <Icon name={icon} />
      {level === 1 ? <h1>{title}</h1> : <h2>{title}</h2>}
      {text !== undefined && text !== '' && <p>{text}</p>}
      {children}
    </div>
  );
}
