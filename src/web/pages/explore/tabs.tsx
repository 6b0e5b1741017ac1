// The head of the pages where one finds what one does not know yet.

import type { JSX } from 'preact';
import type { MessageKey } from '../../../utils/messages/catalogue.ts';
import { PageHead } from '../../components/page-head.tsx';
import { Tabs } from '../../components/tabs.tsx';
import type { Visit } from '../../kit/visit.ts';

const TABS = [
  ['/explore', 'explore.posts'],
  ['/explore/people', 'explore.people'],
  ['/explore/tags', 'explore.tags'],
] as const satisfies readonly (readonly [string, MessageKey])[];

export type ExploreTab = (typeof TABS)[number][0];

export function ExploreHead({ visit, at }: { visit: Visit; at: ExploreTab }): JSX.Element {
  const { t } = visit;
  return (
    <>
      <PageHead visit={visit} title={t('explore.title')} />
      <Tabs label={t('explore.tabs')} tabs={TABS.map(([path, words]) => [path, t(words)] as const)} at={at} />
    </>
  );
}
