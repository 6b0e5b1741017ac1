// A text area as the input of a field: it is given its text as its content.

import type { InputHTMLAttributes, JSX, TextareaHTMLAttributes } from 'preact';

export const TextArea = ({
  text,
  rows,
  ...rest
}: { text: string; rows: number } & InputHTMLAttributes): JSX.Element => (
  <textarea {...(rest as TextareaHTMLAttributes)} dir="auto" rows={rows}>
    {text}
  </textarea>
);
