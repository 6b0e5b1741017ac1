// The rules of a community, in order.

import type { JSX } from 'preact';
import type { Rule } from '../../tenant/settings.ts';

export const RuleList = ({ rules }: { rules: readonly Rule[] }): JSX.Element => (
  <ol class="rule-list">
    {rules.map(({ text, hint }) => (
      <li dir="auto">
        {text}
        {hint !== '' && <p class="hint">{hint}</p>}
      </li>
    ))}
  </ol>
);
