// A community's colour and pictures, as they are and as they will be.

import type { JSX } from 'preact';
import { accentShades } from '../../../tenant/brand.ts';
import { contrast } from '../../../tenant/colour.ts';
import type { Settings } from '../../../tenant/settings.ts';
import { firstLetter } from '../../components/brand.tsx';
import { Field } from '../../components/field.tsx';
import type { Problem } from '../../kit/problem.ts';
import type { Visit } from '../../kit/visit.ts';
import { shown } from './frame.tsx';
import { PictureField } from './picture-field.tsx';

interface PartProps {
  readonly visit: Visit;
  readonly problem: Problem | undefined;
  readonly settings: Settings;
}

/** The colour, and how it will be shown on light and on dark ground. */
export function Accent({ visit, problem, settings }: PartProps): JSX.Element {
  const { t } = visit;
  const typed = shown(visit, problem, 'accent', settings.accent);
  const accent = /^#[0-9a-f]{6}$/i.test(typed) ? typed : settings.accent;
  const shades = accentShades(accent);
  const sample = (theme: 'light' | 'dark', shade: string, on: string) => (
    <div class="accent-sample" data-theme={theme} data-sample={theme}>
      <span class="button" aria-hidden="true">
        {t('nav.sign-up')}
      </span>
      <span class="small">
        {t(`settings.${theme}`)}{' '}
        <bdi data-ratio>{t('settings.ratio', { ratio: contrast(shade, on).toFixed(1) })}</bdi>
      </span>
    </div>
  );
  return (
    <div class="form" data-accent>
      <Field name="accent" label={t('settings.accent')} hint={t('settings.accent-hint')} problem={problem}>
        <input type="color" value={accent} />
      </Field>
      <div class="accent-samples">
        {sample('light', shades.light, shades.onLight)}
        {sample('dark', shades.dark, shades.onDark)}
      </div>
    </div>
  );
}

export const BrandPictures = ({ visit, problem, settings }: PartProps): JSX.Element => (
  <>
    <PictureField
      visit={visit}
      problem={problem}
      name="logo"
      label={visit.t('settings.logo')}
      hint={visit.t('settings.logo-hint')}
      preview={
        settings.logo === null ? (
          <span class="mark">{firstLetter(settings.name)}</span>
        ) : (
          <img src={settings.logo['192']} alt="" width={96} height={96} />
        )
      }
      removable={settings.logo !== null}
    />
    <PictureField
      visit={visit}
      problem={problem}
      name="cover"
      label={visit.t('settings.cover')}
      hint={visit.t('settings.cover-hint')}
      preview={settings.cover !== null && <img src={settings.cover} alt="" width={600} height={200} />}
      removable={settings.cover !== null}
    />
  </>
);
