// All pages of the settings.

import type { WebApp } from '../../kit/page.ts';
import { accountSettingsPages } from './account.tsx';
import { appearancePages } from './appearance.tsx';
import { applicationPages } from './applications.tsx';
import { communityPages } from './community.tsx';
import { hiddenPeoplePages } from './hidden-people.tsx';
import { settingsHomePages } from './home.tsx';
import { languagePages } from './language.tsx';
import { notificationPolicyPages } from './notification-policy.tsx';
import { privacyPages } from './privacy.tsx';
import { profileSettingsPages } from './profile.tsx';
import { securityPages } from './security.tsx';

export const settingsPages = (app: WebApp): void => {
  settingsHomePages(app);
  profileSettingsPages(app);
  accountSettingsPages(app);
  securityPages(app);
  applicationPages(app);
  privacyPages(app);
  hiddenPeoplePages(app);
  notificationPolicyPages(app);
  appearancePages(app);
  languagePages(app);
  communityPages(app);
};
