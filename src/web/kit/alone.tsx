// Pages that stand alone and say one thing: look at your mail, the link has run out, you are in.

import type { ComponentChildren } from 'preact';
import { AccountCard, type AccountCardProps } from '../components/account-card.tsx';
import type { Page } from './page.ts';

/** A page of one card, outside of the navigation and of search engines. */
export const alonePage = (card: AccountCardProps, more: Partial<Page> = {}): Page => ({
  title: card.title,
  shell: 'plain',
  noindex: true,
  status: card.problem?.status ?? 200,
  main: <AccountCard {...card} />,
  ...more,
});

/** The one way on from such a page. */
export const onward = (href: string, words: ComponentChildren) => (
  <p class="onward">
    <a class="button wide" href={href}>
      {words}
    </a>
  </p>
);
