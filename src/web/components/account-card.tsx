// The one card of a page that stands alone: signing in, signing up, consent.

import type { ComponentChildren, JSX } from 'preact';
import type { Problem } from '../kit/problem.ts';
import { Icon } from './icon.tsx';
import { ProblemNotice } from './notice.tsx';

export interface AccountCardProps {
  readonly title: string;
  readonly lead?: ComponentChildren;
  /** Drawn above the title, where the page tells how something went. */
  readonly icon?: string;
  readonly problem?: Problem | undefined;
  /** Below the card: where else to go. */
  readonly foot?: ComponentChildren;
  readonly children?: ComponentChildren;
}

export function AccountCard(props: AccountCardProps): JSX.Element {
  const { title, lead, icon, problem, foot, children } = props;
  return (
    <>
      <section class="card account-card">
        {icon !== undefined && <Icon name={icon} class="sign" />}
        <h1>{title}</h1>
        {lead !== undefined && <p class="lead">{lead}</p>}
        <ProblemNotice problem={problem} />
        {children}
      </section>
      {foot !== undefined && <div class="account-foot">{foot}</div>}
    </>
  );
}
