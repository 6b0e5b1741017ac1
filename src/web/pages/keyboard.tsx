// The list of keyboard shortcuts, and the way to do without them.

import type { JSX } from 'preact';
import type { MessageKey } from '../../utils/messages/catalogue.ts';
import { Notice } from '../components/notice.tsx';
import { PageHead } from '../components/page-head.tsx';
import { page, type WebApp } from '../kit/page.ts';
import { PAGE_KEYS, PLACE_KEYS, POST_KEYS } from '../kit/shortcuts.ts';
import type { Visit } from '../kit/visit.ts';

export const keyboardPages = (app: WebApp): void =>
  page(app, '/keyboard', (visit) => {
    const { t } = visit;
    return {
      title: t('keyboard.title'),
      shared: true,
      main: (
        <>
          <PageHead visit={visit} title={t('keyboard.title')} />
          <section class="section script-only">
            <label class="check">
              <input type="checkbox" data-shortcuts checked autocomplete="off" />
              <span>{t('keyboard.use')}</span>
              <span class="hint">{t('keyboard.use-hint')}</span>
            </label>
          </section>
          <section class="section no-script-only">
            <Notice kind="plain">{t('keyboard.no-script')}</Notice>
          </section>
          <Group visit={visit} title="keyboard.posts" keys={entries(POST_KEYS)} />
          <Group visit={visit} title="keyboard.places" keys={entries(PLACE_KEYS)} first="g" />
          <Group visit={visit} title="keyboard.anywhere" keys={[...entries(PAGE_KEYS), ['Esc', 'close']]} />
        </>
      ),
    };
  });

type Pair = readonly [key: string, deed: string];

const entries = (keys: Readonly<Record<string, string>>): Pair[] => Object.entries(keys);

interface GroupProps {
  readonly visit: Visit;
  readonly title: MessageKey;
  readonly keys: readonly Pair[];
  /** Pressed before each of them. */
  readonly first?: string;
}

function Group({ visit: { t }, title, keys, first }: GroupProps): JSX.Element {
  return (
    <section class="section">
      <h2>{t(title)}</h2>
      <dl class="shortcuts">
        {keys.map(([key, deed]) => (
          <div>
            <dt>{t(`keyboard.${deed}` as MessageKey)}</dt>
            <dd>
              {first !== undefined && (
                <>
                  <kbd>{first}</kbd> {t('keyboard.then')}{' '}
                </>
              )}
              <kbd>{key}</kbd>
              {key === 'o' && (
                <>
                  {' '}
                  {t('keyboard.or')} <kbd>Enter</kbd>
                </>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
