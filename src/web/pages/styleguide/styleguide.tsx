// Every component in every state and theme, side by side: for who builds the pages, and for who looks after them.

import type { JSX } from 'preact';
import { contrast, toHex } from '../../../tenant/colour.ts';
import { Icon } from '../../components/icon.tsx';
import { personRows } from '../../components/person-row.tsx';
import { iconNames } from '../../kit/assets.ts';
import { brandShades } from '../../kit/brand.ts';
import { type Answer, page, type WebApp } from '../../kit/page.ts';
import type { Visit } from '../../kit/visit.ts';
import { PEOPLE } from './samples.ts';
import { THEMES, ThemeColumn } from './theme.tsx';

export const styleguidePages = (app: WebApp): void => page(app, '/styleguide', styleguidePage);

async function styleguidePage(visit: Visit): Promise<Answer> {
  const { t } = visit;
  const people = await Promise.all(
    THEMES.map(({ name }) =>
      personRows(visit, { items: PEOPLE, more: false }, { relations: new Map(), prefix: name, end: null }),
    ),
  );
  return {
    title: t('styleguide.title'),
    shell: 'bare',
    noindex: true,
    main: (
      <div class="guide">
        <header class="guide-head">
          <h1>{t('styleguide.title')}</h1>
          <p class="soft">{t('styleguide.lead')}</p>
          <a class="button quiet compact" href="/">
            {t('errors.to-front')}
          </a>
        </header>
        <Accent visit={visit} />
        <TypeScale visit={visit} />
        <Spaces visit={visit} />
        <Icons visit={visit} />
        <div class="guide-themes">
          {THEMES.map((theme, index) => (
            <ThemeColumn key={theme.name} visit={visit} theme={theme} people={people[index]!} />
          ))}
        </div>
      </div>
    ),
  };
}

// The grounds of styles/tokens.css by name.
const WHITE = '#ffffff';
const SUNKEN = { lightness: 0.956, chroma: 0.008 };
const DARK_SURFACE = { lightness: 0.205, chroma: 0.014 };
const DARK_RAISED = { lightness: 0.245, chroma: 0.016 };

/** The community's colour as it is shown, and how well it can be read: measured here, not claimed. */
function Accent({ visit }: { visit: Visit }): JSX.Element {
  const { t, ctx } = visit;
  const { light, onLight, dark, onDark, hue } = brandShades(ctx.tenant.settings);
  const rows = [
    ['styleguide.on-button', 'light', onLight, light],
    ['styleguide.on-surface', 'light', light, WHITE],
    ['styleguide.on-sunken', 'light', light, toHex({ ...SUNKEN, hue })],
    ['styleguide.on-button', 'dark', onDark, dark],
    ['styleguide.on-surface', 'dark', dark, toHex({ ...DARK_SURFACE, hue })],
    ['styleguide.on-raised', 'dark', dark, toHex({ ...DARK_RAISED, hue })],
  ] as const;
  return (
    <section class="guide-section">
      <h2>{t('styleguide.accent')}</h2>
      <table class="guide-table">
        <thead>
          <tr>
            <th scope="col">{t('styleguide.use')}</th>
            <th scope="col">{t('styleguide.colour-on-ground')}</th>
            <th scope="col">{t('settings.contrast')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([use, theme, colour, ground]) => (
            <tr key={`${theme} ${use}`}>
              <th scope="row">
                {t(use)} <span class="soft">{t(`styleguide.${theme}`)}</span>
              </th>
              <td>
                <code>{colour}</code> <code>{ground}</code>
              </td>
              <td>{t('settings.ratio', { ratio: contrast(colour, ground).toFixed(2) })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const TYPES = ['3xl', '2xl', 'xl', 'l', 'm', 's', 'xs'];

const TypeScale = ({ visit: { t } }: { visit: Visit }): JSX.Element => (
  <section class="guide-section">
    <h2>{t('styleguide.type')}</h2>
    {TYPES.map((step) => (
      <p class={`guide-type of-${step}`} key={step}>
        <code>{step}</code> <span>{t('styleguide.pangram')}</span>
      </p>
    ))}
  </section>
);

const STEPS = [1, 2, 3, 4, 5, 6, 7, 8];

const Spaces = ({ visit: { t } }: { visit: Visit }): JSX.Element => (
  <section class="guide-section">
    <h2>{t('styleguide.space')}</h2>
    <ul class="guide-spaces">
      {STEPS.map((step) => (
        <li key={step}>
          <code>{step}</code>
          <span class={`of-${step}`} />
        </li>
      ))}
    </ul>
  </section>
);

const Icons = ({ visit: { t } }: { visit: Visit }): JSX.Element => (
  <section class="guide-section">
    <h2>{t('styleguide.icons')}</h2>
    <ul class="guide-icons">
      {iconNames().map((name) => (
        <li key={name}>
          <Icon name={name} />
          <code>{name}</code>
        </li>
      ))}
    </ul>
  </section>
);
