// Before anything is searched: how it is done, and what was searched on this device before.

import type { JSX } from 'preact';
import type { MessageKey } from '../../../utils/messages/catalogue.ts';
import { Icon } from '../../components/icon.tsx';
import type { Visit } from '../../kit/visit.ts';

const HINTS = [
  ['user', 'search.example-people', 'search.hint-people'],
  ['hash', 'search.example-tags', 'search.hint-tags'],
  ['message-square', 'search.example-words', 'search.hint-words'],
  ['message-square', 'search.example-without', 'search.hint-without'],
] as const satisfies readonly (readonly [string, MessageKey, MessageKey])[];

export function Hints({ visit }: { visit: Visit }): JSX.Element {
  const { t } = visit;
  return (
    <>
      <section class="recent-searches section" aria-labelledby="recent" hidden data-recent>
        <div class="list-line">
          <h2 id="recent">{t('search.recent')}</h2>
          <button class="link-button" type="button" data-forget>
            {t('search.forget')}
          </button>
        </div>
        <ul class="pills" />
        <p class="soft small">{t('search.recent-hint')}</p>
      </section>
      <section class="search-hints section" aria-labelledby="hints">
        <h2 id="hints">{t('search.hints')}</h2>
        <ul>
          {HINTS.map(([icon, example, words]) => (
            <li key={example}>
              <Icon name={icon} />
              <span>
                <code>{t(example)}</code> <span class="soft">{t(words)}</span>
              </span>
            </li>
          ))}
        </ul>
        <p class="soft small">{t('search.hint-address')}</p>
        {visit.ctx.viewer !== null && <p class="soft small">{t('search.own-posts')}</p>}
      </section>
    </>
  );
}
