// A group of components of the style guide, under its name.

import type { ComponentChildren, JSX } from 'preact';
import type { Visit } from '../../kit/visit.ts';

export interface PartProps {
  readonly visit: Visit;
  /** Of all ids. */
  readonly prefix: string;
}

/** A group of components under its name. */
export const Part = ({ title, children }: { title: string; children: ComponentChildren }): JSX.Element => (
  <div class="guide-part">
    <h3>{title}</h3>
    {children}
  </div>
);
