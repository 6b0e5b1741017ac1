// Buttons, fields and menus in every state.

import type { JSX } from 'preact';
import { Check, Field } from '../../components/field.tsx';
import { Icon } from '../../components/icon.tsx';
import { Notice } from '../../components/notice.tsx';
import type { Problem } from '../../kit/problem.ts';
import { Choices } from '../settings/choices.tsx';
import { TextArea } from '../settings/text-area.tsx';
import { Part, type PartProps } from './part.tsx';

const KINDS = ['', 'soft', 'quiet', 'danger'];
const STATES = ['', 'is-hovered', 'is-focused', 'disabled'];

export const Controls = ({ visit: { t }, prefix }: PartProps): JSX.Element => (
  <>
    <Part title={t('styleguide.buttons')}>
      {KINDS.map((kind) => (
        <div class="actions" key={kind}>
          {STATES.map((state) => (
            <button
              key={state}
              type="button"
              class={`button ${kind} ${state}`}
              disabled={state === 'disabled'}
            >
              {t('styleguide.button')}
            </button>
          ))}
        </div>
      ))}
      <div class="actions">
        <button type="button" class="button compact">
          <Icon name="plus" />
          {t('styleguide.button')}
        </button>
        <button type="button" class="icon-button" aria-label={t('styleguide.button')}>
          <Icon name="ellipsis" />
        </button>
        <button type="button" class="link-button">
          {t('styleguide.link')}
        </button>
        <span class="new">{t('notifications.new')}</span>
        <span class="count-badge">12</span>
      </div>
      <button type="button" class="button wide">
        {t('styleguide.button')}
      </button>
    </Part>
    <Part title={t('styleguide.tabs')}>
      <nav class="tabs" aria-label={`${prefix} ${t('styleguide.tabs')}`}>
        {[1, 2, 3].map((tab) => (
          <a key={tab} href={`#${prefix}`} aria-current={tab === 1 ? 'page' : undefined}>
            {t('styleguide.tab', { tab })}
          </a>
        ))}
      </nav>
    </Part>
    <Part title={t('styleguide.menu')}>
      {/* No <details>: the page's script keeps but one open. */}
      <div class="menu guide-menu">
        <button type="button" class="icon-button" aria-expanded="true" aria-label={t('styleguide.menu')}>
          <Icon name="ellipsis" />
        </button>
        <div class="sheet">
          <a href={`#${prefix}`}>
            <Icon name="link" />
            {t('post.open')}
          </a>
          <button type="button">
            <Icon name="pin" />
            {t('post.pin')}
          </button>
          <button type="button" class="danger">
            <Icon name="trash-2" />
            {t('post.delete')}
          </button>
        </div>
      </div>
    </Part>
    <Part title={t('styleguide.notices')}>
      <div class="guide-stack">
        <Notice kind="good">{t('settings.done-saved')}</Notice>
        <div class="notice bad">
          <Icon name="circle-alert" />
          <div>{t('errors.conflict')}</div>
        </div>
        <Notice kind="plain">{t('settings.delete-owner')}</Notice>
        <div class="toast">
          {t('styleguide.toast')}
          <button type="button">{t('common.cancel')}</button>
        </div>
      </div>
    </Part>
  </>
);

const problemOf = (field: string, text: string): Problem => ({
  status: 422,
  text,
  fields: new Map([[field, text]]),
  first: undefined,
});

export function Fields({ visit: { t }, prefix }: PartProps): JSX.Element {
  const id = (name: string) => `${prefix}-${name}`;
  const wrong = problemOf(id('wrong'), t('errors.too-long', { limit: 30 }));
  return (
    <Part title={t('styleguide.fields')}>
      <div class="form">
        <Field name={id('plain')} label={t('styleguide.field')} hint={t('styleguide.hint')}>
          <input type="text" placeholder={t('styleguide.placeholder')} />
        </Field>
        <Field name={id('wrong')} label={t('styleguide.field')} hint={t('styleguide.hint')} problem={wrong}>
          <input type="text" value={t('styleguide.typed')} />
        </Field>
        <Field name={id('area')} label={t('styleguide.text-area')}>
          <TextArea rows={3} text={t('styleguide.typed')} />
        </Field>
        <Field name={id('select')} label={t('styleguide.select')}>
          <select>
            <option>{t('settings.light')}</option>
            <option>{t('settings.dark')}</option>
          </select>
        </Field>
        <Check name={id('check')} label={t('settings.locked')} hint={t('settings.locked-hint')} checked />
        <Choices
          name={id('choice')}
          row
          label={t('settings.theme')}
          chosen="dark"
          choices={[
            { value: 'light', label: t('settings.light'), icon: 'sun' },
            { value: 'dark', label: t('settings.dark'), icon: 'moon' },
          ]}
        />
        <div class="search-field">
          <Icon name="search" />
          <input type="search" aria-label={`${prefix} ${t('nav.search')}`} placeholder={t('nav.search')} />
        </div>
      </div>
    </Part>
  );
}
