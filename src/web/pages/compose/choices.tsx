// Who may see the post, and the language it is in.

import type { JSX } from 'preact';
import type { Visibility } from '../../../user/profile.ts';
import type { Translator } from '../../../utils/messages/translator.ts';
import { Icon } from '../../components/icon.tsx';
import type { Visit } from '../../kit/visit.ts';
import { languageChoices } from './languages.ts';
import { VISIBILITIES } from './visibility.ts';

export interface VisibilityChoiceProps {
  readonly t: Translator;
  readonly chosen: Visibility;
  readonly allowed: readonly Visibility[];
}

/** A menu of radio buttons; the style sheet shows the chosen one on the closed menu. */
export function VisibilityChoice({ t, chosen, allowed }: VisibilityChoiceProps): JSX.Element {
  if (allowed.length === 0) {
    return (
      <span class="chip fixed" title={t('compose.fixed-visibility')}>
        <Shown t={t} visibility={chosen} />
      </span>
    );
  }
  return (
    <details class="menu visibility">
      <summary class="chip">
        <span class="visually-hidden">{t('compose.visibility')}</span>
        {allowed.map((visibility) => (
          <span class={`for-${visibility}`}>
            <Shown t={t} visibility={visibility} />
          </span>
        ))}
        <Icon name="chevron-down" class="small-icon" />
      </summary>
      <fieldset class="sheet choices">
        <legend>{t('compose.visibility')}</legend>
        {allowed.map((visibility) => {
          const { icon, name, hint } = VISIBILITIES[visibility];
          return (
            <label class="choice">
              <input type="radio" name="visibility" value={visibility} checked={visibility === chosen} />
              <Icon name={icon} />
              <span>{t(name)}</span>
              <span class="hint">{t(hint)}</span>
            </label>
          );
        })}
        {allowed.length < 4 && <p class="hint">{t('compose.not-wider')}</p>}
      </fieldset>
    </details>
  );
}

function Shown({ t, visibility }: { t: Translator; visibility: Visibility }): JSX.Element {
  const { icon, name } = VISIBILITIES[visibility];
  return (
    <>
      <Icon name={icon} />
      <span class="words">{t(name)}</span>
    </>
  );
}

export interface LanguageChoiceProps {
  readonly visit: Visit;
  readonly chosen: string;
  readonly prefix: string;
}

export function LanguageChoice({ visit, chosen, prefix }: LanguageChoiceProps): JSX.Element {
  const { t, ctx } = visit;
  const languages = languageChoices(t, [chosen, t.locale.tag, ...ctx.tenant.settings.languages]);
  return (
    <span class="chip select">
      <Icon name="languages" />
      <label class="visually-hidden" for={`${prefix}-language`}>
        {t('compose.language')}
      </label>
      <select id={`${prefix}-language`} name="language" title={t('compose.language')}>
        {languages.map(({ code, name }) => (
          <option value={code} selected={code === chosen}>
            {name}
          </option>
        ))}
        <option value="und" selected={chosen === ''}>
          {t('compose.language-none')}
        </option>
      </select>
    </span>
  );
}
