// What every page of the settings has around its forms: the sections beside it where there is room, a notice of what
// was done, and what a browser is told after a form.

import type { ComponentChildren, JSX } from 'preact';
import type { MessageKey } from '../../../utils/messages/catalogue.ts';
import { Icon } from '../../components/icon.tsx';
import { Notice, ProblemNotice } from '../../components/notice.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { type Answer, memberAction, type Page, type WebApp } from '../../kit/page.ts';
import { type Problem, problemOf } from '../../kit/problem.ts';
import type { Visit } from '../../kit/visit.ts';
import { pathOf, type SectionName, sectionsFor } from './sections.ts';

export interface SettingsPage {
  readonly at: SectionName;
  readonly children: ComponentChildren;
  /** The section's own name unless told. */
  readonly title?: string;
  /** Where the arrow leads: from a section to the list of sections. */
  readonly back?: string;
  readonly problem?: Problem | undefined;
  /** It shows what must not be kept anywhere. */
  readonly secret?: boolean;
}

/** A page of the settings. */
export function settingsPage(visit: Visit, given: SettingsPage): Page {
  const { at, children, problem, back = '/settings', secret = false } = given;
  const title = given.title ?? visit.t(`settings.${at}`);
  return {
    title,
    door: 'settings',
    noindex: true,
    secret,
    status: problem?.status ?? 200,
    main: (
      <Frame visit={visit} at={at}>
        <PageHead visit={visit} title={title} back={back} />
        <Done visit={visit} />
        <ProblemNotice problem={problem} />
        {children}
      </Frame>
    ),
  };
}

interface FrameProps {
  readonly visit: Visit;
  readonly at?: SectionName;
  readonly children: ComponentChildren;
}

/** The list of sections has no second one beside it. */
export const Frame = ({ visit, at, children }: FrameProps): JSX.Element => (
  <div class="settings" data-settings>
    {at !== undefined && <Sections visit={visit} at={at} />}
    <div class="settings-pane">{children}</div>
  </div>
);

const Sections = ({ visit, at }: { visit: Visit; at: SectionName }): JSX.Element => (
  <nav class="settings-nav" aria-label={visit.t('settings.sections')}>
    <p class="title" aria-hidden="true">
      {visit.t('settings.title')}
    </p>
    <ul>
      {sectionsFor(visit.ctx).map(({ name, icon }) => (
        <li key={name}>
          <a href={pathOf(name)} aria-current={name === at ? 'page' : undefined}>
            <Icon name={icon} />
            {visit.t(`settings.${name}`)}
          </a>
        </li>
      ))}
    </ul>
  </nav>
);

/** What a redirect may tell of, by its code: no text is ever taken from the address. */
const DONE = {
  saved: 'settings.done-saved',
  'look-saved': 'settings.done-look',
  'password-changed': 'settings.done-password',
  'email-sent': 'settings.done-email',
  'session-ended': 'settings.done-session',
  'others-ended': 'settings.done-others',
  'app-revoked': 'settings.done-app',
  'token-revoked': 'settings.done-token',
} as const satisfies Record<string, MessageKey>;

export type DoneCode = keyof typeof DONE;

function Done({ visit }: { visit: Visit }): JSX.Element | null {
  const code = visit.query('done');
  if (!Object.hasOwn(DONE, code)) return null;
  return <Notice kind="good">{visit.t(DONE[code as DoneCode])}</Notice>;
}

export interface SettingsForm {
  readonly path: string;
  /** Those it shows, as the domain names them. */
  readonly fields: readonly string[];
  readonly work: (visit: Visit) => Promise<unknown>;
  /** The page with what went wrong and what was typed. */
  readonly show: (visit: Visit, problem: Problem) => Answer | Promise<Answer>;
  readonly done: DoneCode;
  /** Where its page is, if not at its own path. */
  readonly to?: string;
}

/** Registers what a form of the settings posts to: back to its page, with a word of what was done. */
export function settingsForm(app: WebApp, form: SettingsForm): void {
  memberAction(app, form.path, async (visit) => {
    try {
      await form.work(visit);
    } catch (error) {
      if (visit.wantsData) throw error;
      return form.show(visit, problemOf(visit, error, form.fields));
    }
    return visit.wantsData
      ? { data: { ok: true, said: visit.t(DONE[form.done]) } }
      : { redirect: `${form.to ?? form.path}?done=${form.done}` };
  });
}

/** What stands in a field: as typed when the form comes back with a problem, else as stored. */
export const shown = (visit: Visit, problem: Problem | undefined, name: string, stored: string): string =>
  problem === undefined ? stored : visit.field(name);

/** The same for a box. */
export const ticked = (visit: Visit, problem: Problem | undefined, name: string, stored: boolean): boolean =>
  problem === undefined ? stored : visit.field(name) === 'yes';

/** The button at the end of a form. */
export const Save = ({ visit }: { visit: Visit }): JSX.Element => (
  <div class="actions save">
    <button type="submit" class="button">
      {visit.t('settings.save')}
    </button>
  </div>
);
