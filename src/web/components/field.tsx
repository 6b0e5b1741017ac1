// A field of a form: its label, what to know before filling it in, and what was wrong with what was filled in.

import { cloneElement, type JSX, type VNode } from 'preact';
import type { Problem } from '../kit/problem.ts';
import { Icon } from './icon.tsx';

export interface FieldProps {
  readonly label: string;
  /** Of the input; its id too, unless `id` says otherwise. */
  readonly name: string;
  /** Where a page has several fields of one name. */
  readonly id?: string;
  readonly hint?: JSX.Element | string | undefined;
  /** Of the whole form; the field takes what is its own. */
  readonly problem?: Problem | undefined;
  /** As the domain names it, if not as the input is named. */
  readonly field?: string;
  /** The one input, select or textarea; it is given name, id and the rest by which it is described. */
  // biome-ignore lint/suspicious/noExplicitAny: whichever of the three it is
  readonly children: VNode<any>;
}

export function Field({ label, name, id = name, hint, problem, field, children }: FieldProps): JSX.Element {
  const own = ownProblem(problem, field ?? name);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {cloneElement(children, { name, id, ...describedBy(id, hint, own) })}
      <Below id={id} hint={hint} own={own} />
    </div>
  );
}

export interface CheckProps extends Omit<FieldProps, 'label' | 'children'> {
  readonly label: JSX.Element | string;
  readonly value?: string;
  readonly checked?: boolean;
  readonly required?: boolean;
}

/** A box to tick. */
export function Check(props: CheckProps): JSX.Element {
  const { name, id = name, hint, problem, field, label, value = 'yes', checked, required } = props;
  const own = ownProblem(problem, field ?? name);
  return (
    <div class="field">
      <label class="check">
        <input
          type="checkbox"
          {...{ name, id, value, checked, required }}
          {...describedBy(id, undefined, own)}
        />
        <span>{label}</span>
        {hint !== undefined && <span class="hint">{hint}</span>}
      </label>
      <Below id={id} own={own} />
    </div>
  );
}

interface Own {
  readonly text: string;
  readonly isFirst: boolean;
}

function ownProblem(problem: Problem | undefined, field: string): Own | undefined {
  const text = problem?.fields.get(field);
  return text === undefined ? undefined : { text, isFirst: problem?.first === field };
}

/** What an input says of the texts around it. */
interface Described {
  readonly 'aria-describedby'?: string;
  readonly 'aria-invalid'?: 'true';
  readonly autofocus?: true;
}

function describedBy(id: string, hint: FieldProps['hint'], own: Own | undefined): Described {
  const ids = [own && `${id}-problem`, hint !== undefined && `${id}-hint`].filter(Boolean);
  return {
    ...(ids.length > 0 && { 'aria-describedby': ids.join(' ') }),
    ...(own && { 'aria-invalid': 'true' }),
    ...(own?.isFirst && { autofocus: true }),
  };
}

const Below = ({ id, hint, own }: { id: string; hint?: FieldProps['hint']; own: Own | undefined }) => (
  <>
    {own !== undefined && (
      <p class="problem" id={`${id}-problem`}>
        <Icon name="circle-alert" />
        {own.text}
      </p>
    )}
    {hint !== undefined && (
      <p class="hint" id={`${id}-hint`}>
        {hint}
      </p>
    )}
  </>
);
