// How the pages of this browser look. Kept in a cookie: it is about the browser, not about the account.

import type { MessageKey } from '../../../utils/messages/catalogue.ts';
import { Form } from '../../components/form.tsx';
import { Icon } from '../../components/icon.tsx';
import { LOOK_CHOICES, type Look, type LookChoice, writeLook } from '../../kit/look.ts';
import { memberPage, type Page, type WebApp } from '../../kit/page.ts';
import type { Visit } from '../../kit/visit.ts';
import { Choices } from './choices.tsx';
import { Save, settingsForm, settingsPage } from './frame.tsx';
import { pathOf } from './sections.ts';

const PATH = pathOf('appearance');

export const appearancePages = (app: WebApp): void => {
  memberPage(app, PATH, appearancePage);
  settingsForm(app, {
    path: PATH,
    fields: [],
    work: async (visit) => visit.cookies.write('look', writeLook(lookOf(visit))),
    show: appearancePage,
    done: 'look-saved',
  });
};

const NAMES = Object.keys(LOOK_CHOICES) as LookChoice[];

const LABELS = {
  theme: 'settings.theme',
  contrast: 'settings.contrast',
  motion: 'settings.motion',
  text: 'settings.text-size',
} as const satisfies Record<LookChoice, MessageKey>;

const VALUES: Readonly<Record<string, MessageKey>> = {
  'theme system': 'settings.as-system',
  'theme light': 'settings.light',
  'theme dark': 'settings.dark',
  'contrast system': 'settings.as-system',
  'contrast more': 'settings.contrast-more',
  'motion system': 'settings.as-system',
  'motion less': 'settings.motion-less',
  'text usual': 'settings.text-usual',
  'text large': 'settings.text-large',
  'text larger': 'settings.text-larger',
};

const ICONS: Readonly<Record<string, string>> = { 'theme light': 'sun', 'theme dark': 'moon' };

/** What was chosen; what is no choice stays as it is. */
function lookOf(visit: Visit): Look {
  const given = NAMES.map((name) => {
    const value = visit.field(name);
    return [name, LOOK_CHOICES[name].includes(value) ? value : visit.look[name]];
  });
  return { ...visit.look, ...Object.fromEntries(given) };
}

function appearancePage(visit: Visit): Page {
  const { t, look } = visit;
  return settingsPage(visit, {
    at: 'appearance',
    children: (
      <div class="section">
        <p class="soft">{t('settings.appearance-lead')}</p>
        <Form visit={visit} action={PATH} class="form applies" id="look">
          {NAMES.map((name) => (
            <Choices
              key={name}
              row
              name={name}
              label={t(LABELS[name])}
              chosen={look[name]}
              choices={LOOK_CHOICES[name].map((value) => ({
                value,
                label: t(VALUES[`${name} ${value}`]!),
                ...(ICONS[`${name} ${value}`] && { icon: ICONS[`${name} ${value}`]! }),
              }))}
            />
          ))}
          <p class="said-done small" role="status" data-said>
            <Icon name="circle-check" />
            <span />
          </p>
          <Save visit={visit} />
        </Form>
      </div>
    ),
  });
}
