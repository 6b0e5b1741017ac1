// Brings the compose forms of the page to life.

import { Composer } from './composer.ts';
import { forgetOldDrafts } from './drafts.ts';

if (customElements.get('nx-composer') === undefined) customElements.define('nx-composer', Composer);

void forgetOldDrafts();
