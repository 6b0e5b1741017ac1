// Markup that was made safe elsewhere, put into a component: rendered posts, cached cards. The only place
// where components write markup; never give it what somebody typed.

import type { JSX } from 'preact';

export interface RawProps extends Omit<JSX.IntrinsicElements['div'], 'children' | 'dangerouslySetInnerHTML'> {
  readonly as: 'div' | 'span' | 'p' | 'nx-feed' | 'ol' | 'ul' | 'dd' | 'section';
  readonly html: string;
  readonly [data: `data-${string}`]: string | undefined;
}

/** An element whose content is safe markup. */
export function Raw({ as, html, ...rest }: RawProps): JSX.Element {
  const Element = as as 'div';
  // this is the one place
  return <Element {...rest} dangerouslySetInnerHTML={{ __html: html }} />;
}
