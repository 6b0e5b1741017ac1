// What is shown where the network is away and nothing was kept. Kept by the service worker, which asks for it
// without cookies: it is the same for everybody.

import { Empty } from '../components/empty.tsx';
import { page, type WebApp } from '../kit/page.ts';
import { OFFLINE } from '../kit/worker-address.ts';

export const offlinePages = (app: WebApp): void =>
  page(app, OFFLINE, ({ t }) => ({
    title: t('install.offline-title'),
    shell: 'plain',
    noindex: true,
    main: (
      <Empty icon="wifi-off" title={t('install.offline-title')} text={t('install.offline-text')} level={1}>
        <div class="actions">
          {/* Sends the browser once more where it wanted to go. */}
          <form>
            <button type="submit" class="button">
              {t('install.try-again')}
            </button>
          </form>
          <a class="button quiet" href="/home">
            {t('install.last-home')}
          </a>
        </div>
      </Empty>
    ),
  }));
