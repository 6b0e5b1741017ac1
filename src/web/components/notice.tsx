// A line that tells what went wrong, what was done, or what to know.

import type { ComponentChildren, JSX } from 'preact';
import type { Problem } from '../kit/problem.ts';
import { Icon } from './icon.tsx';

export interface NoticeProps {
  /** `good`: done. `bad`: it did not work. `plain`: to know. */
  readonly kind: 'good' | 'bad' | 'plain';
  readonly children: ComponentChildren;
}

const ICONS = { good: 'circle-check', bad: 'circle-alert', plain: 'info' };
const CLASSES = { good: 'notice', bad: 'notice bad', plain: 'notice to-know' };
const ROLES = { good: 'status', bad: 'alert', plain: undefined } as const;

export const Notice = ({ kind, children }: NoticeProps): JSX.Element => (
  <div class={CLASSES[kind]} role={ROLES[kind]}>
    <Icon name={ICONS[kind]} />
    <div>{children}</div>
  </div>
);

/** What went wrong with a form, above it; nothing when nothing did. */
export const ProblemNotice = ({ problem }: { problem: Problem | undefined }): JSX.Element | null =>
  problem === undefined ? null : <Notice kind="bad">{problem.text}</Notice>;
