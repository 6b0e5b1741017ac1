// What stands at the end of every page; for visitors also the choice of language and theme, which members have
// in their settings.

import type { ComponentChildren, JSX } from 'preact';
import type { MessageKey } from '../../utils/messages/catalogue.ts';
import { LOCALES } from '../../utils/messages/locale.ts';
import type { Look } from '../kit/look.ts';
import type { Visit } from '../kit/visit.ts';
import { Icon } from './icon.tsx';

export function PageFoot({ visit }: { visit: Visit }): JSX.Element {
  const { t, ctx } = visit;
  return (
    <footer class="page-foot">
      <ul>
        <li>
          <a href="/about">{t('nav.about')}</a>
        </li>
        <li>
          <a href="/docs">{t('nav.apps')}</a>
        </li>
        <li>
          <a href="/status">{t('nav.status')}</a>
        </li>
        <li class="script-only">
          <a href="/keyboard">{t('nav.keyboard')}</a>
        </li>
      </ul>
      {ctx.viewer === null && <LookForm visit={visit} />}
      <p>{t('nav.powered', { name: ctx.tenant.settings.name })}</p>
    </footer>
  );
}

const LookForm = ({ visit }: { visit: Visit }): JSX.Element => (
  <form class="look" method="post" action="/look">
    <input type="hidden" name="return" value={visit.here} />
    <Languages visit={visit} />
    <Themes visit={visit} />
  </form>
);

function Languages({ visit: { t } }: { visit: Visit }): JSX.Element {
  return (
    <Choice icon="languages" label={t('nav.language')} chosen={t.locale.name}>
      {LOCALES.map(({ tag, name, dir }) => (
        <button
          type="submit"
          name="language"
          value={tag}
          lang={tag}
          dir={dir}
          aria-current={tag === t.locale.tag ? 'true' : undefined}
        >
          {name}
        </button>
      ))}
    </Choice>
  );
}

const THEMES: Readonly<Record<Look['theme'], { words: MessageKey; icon: string }>> = {
  system: { words: 'nav.theme-system', icon: 'palette' },
  light: { words: 'nav.theme-light', icon: 'sun' },
  dark: { words: 'nav.theme-dark', icon: 'moon' },
};

function Themes({ visit: { t, look } }: { visit: Visit }): JSX.Element {
  const { words, icon } = THEMES[look.theme];
  return (
    <Choice icon={icon} label={t('nav.theme')} chosen={t(words)}>
      {Object.entries(THEMES).map(([theme, given]) => (
        <button
          type="submit"
          name="theme"
          value={theme}
          aria-current={theme === look.theme ? 'true' : undefined}
        >
          <Icon name={given.icon} />
          {t(given.words)}
        </button>
      ))}
    </Choice>
  );
}

interface ChoiceProps {
  readonly icon: string;
  readonly label: string;
  readonly chosen: string;
  readonly children: ComponentChildren;
}

const Choice = ({ icon, label, chosen, children }: ChoiceProps): JSX.Element => (
  <details class="menu">
    <summary>
      <Icon name={icon} />
      <span class="visually-hidden">{label}: </span>
      {chosen}
      <Icon name="chevron-up" />
    </summary>
    <div class="sheet">{children}</div>
  </details>
);
