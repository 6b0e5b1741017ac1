// The line at the top of a column: where one is, the way back, and what can be done here.

import type { ComponentChildren, JSX } from 'preact';
import type { Visit } from '../kit/visit.ts';
import { Icon } from './icon.tsx';

export interface PageHeadProps {
  readonly visit: Visit;
  readonly title: string;
  /** Where the arrow leads, if there is one. */
  readonly back?: string;
  readonly children?: ComponentChildren;
}

export function PageHead({ visit, title, back, children }: PageHeadProps): JSX.Element {
  return (
    <div class="page-head">
      {back !== undefined && (
        <a class="icon-button back" href={back} data-back aria-label={visit.t('common.back')}>
          <Icon name="arrow-left" class="turns" />
        </a>
      )}
      <h1>{title}</h1>
      {children}
    </div>
  );
}
