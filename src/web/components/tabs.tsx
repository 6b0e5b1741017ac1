// The lists that stand side by side at the top of a column.

import type { JSX } from 'preact';

export interface TabsProps {
  /** What they choose between, for those who hear the page. */
  readonly label: string;
  /** Where each leads, and its words. */
  readonly tabs: readonly (readonly [href: string, words: string])[];
  /** Where one is. */
  readonly at: string;
  /** Only on a phone, where the doors below have no room for all of them. */
  readonly narrow?: boolean;
}

export const Tabs = ({ label, tabs, at, narrow }: TabsProps): JSX.Element => (
  <nav class={narrow ? 'tabs narrow' : 'tabs'} aria-label={label}>
    {tabs.map(([href, words]) => (
      <a key={href} href={href} aria-current={href === at ? 'page' : undefined}>
        {words}
      </a>
    ))}
  </nav>
);
