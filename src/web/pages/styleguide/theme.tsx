// All components in one theme. Several stand on one page, so every id begins with the theme's own prefix.

import type { JSX } from 'preact';
import type { Visit } from '../../kit/visit.ts';
import { Content } from './content.tsx';
import { Controls, Fields } from './controls.tsx';
import { Part } from './part.tsx';

export interface Theme {
  readonly name: 'light' | 'dark' | 'light-contrast' | 'dark-contrast';
  readonly scheme: 'light' | 'dark';
  readonly contrast: 'system' | 'more';
}

export const THEMES: readonly Theme[] = [
  { name: 'light', scheme: 'light', contrast: 'system' },
  { name: 'dark', scheme: 'dark', contrast: 'system' },
  { name: 'light-contrast', scheme: 'light', contrast: 'more' },
  { name: 'dark-contrast', scheme: 'dark', contrast: 'more' },
];

export interface ThemeProps {
  readonly visit: Visit;
  readonly theme: Theme;
  /** Rows of people, rendered before: see people.ts. */
  readonly people: string;
}

export function ThemeColumn({ visit, theme, people }: ThemeProps): JSX.Element {
  const { name, scheme, contrast } = theme;
  return (
    <section class="guide-theme" data-theme={scheme} data-contrast={contrast} aria-labelledby={name}>
      <h2 id={name}>{visit.t(`styleguide.${name}`)}</h2>
      <Swatches visit={visit} />
      <Controls visit={visit} prefix={name} />
      <Fields visit={visit} prefix={name} />
      <Content visit={visit} prefix={name} number={THEMES.indexOf(theme)} people={people} />
    </section>
  );
}

const COLOURS = [
  'ground',
  'surface',
  'raised',
  'sunken',
  'line',
  'line-strong',
  'text',
  'text-soft',
  'accent',
  'accent-soft',
  'like',
  'repost',
  'bad',
  'good',
];

const Swatches = ({ visit: { t } }: { visit: Visit }): JSX.Element => (
  <Part title={t('styleguide.colours')}>
    <ul class="guide-swatches">
      {COLOURS.map((name) => (
        <li key={name}>
          <span class={`swatch of-${name}`} />
          <code>{name}</code>
        </li>
      ))}
    </ul>
  </Part>
);
