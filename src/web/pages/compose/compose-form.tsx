// The form in which posts, replies and edits are written. Whole without script; the element around it adds
// uploads with progress, completion, counting and drafts (client/composer.ts).

import type { JSX } from 'preact';
import { IMAGE_TYPES } from '../../../media/limits.ts';
import type { Visibility } from '../../../user/profile.ts';
import type { Profile } from '../../../user/user.ts';
import type { Id } from '../../../utils/id.ts';
import type { MessageKey } from '../../../utils/messages/catalogue.ts';
import { clientMessages } from '../../../utils/messages/client-messages.ts';
import type { LocaleTag } from '../../../utils/messages/locale.ts';
import { Avatar } from '../../components/avatar.tsx';
import { Form } from '../../components/form.tsx';
import { Icon } from '../../components/icon.tsx';
import { Notice, ProblemNotice } from '../../components/notice.tsx';
import type { Problem } from '../../kit/problem.ts';
import type { Visit } from '../../kit/visit.ts';
import { LanguageChoice, VisibilityChoice } from './choices.tsx';
import { Pictures } from './pictures.tsx';
import type { ComposeValues } from './values.ts';

/** What the script of the form says. */
const TEXTS: readonly MessageKey[] = [
  'compose.characters',
  'compose.discard',
  'compose.draft-restored',
  'compose.focus',
  'compose.focus-hint',
  'compose.found',
  'compose.move-earlier',
  'compose.move-later',
  'compose.not-picture',
  'compose.remove-picture',
  'compose.removed',
  'compose.suggestions',
  'compose.too-large',
  'compose.too-long',
  'compose.too-many',
  'compose.upload-again',
  'compose.uploaded',
  'compose.uploading',
];

const written = new Map<LocaleTag, string>();

/** Read from the catalogue once for each language. */
function textsIn(tag: LocaleTag): string {
  let json = written.get(tag);
  if (json === undefined) {
    json = JSON.stringify(clientMessages(tag, TEXTS));
    written.set(tag, json);
  }
  return json;
}

// What the script makes of it: client/composer.ts.
const Composer = 'nx-composer' as 'div';

export interface ComposeFormProps {
  readonly visit: Visit;
  readonly viewer: Profile;
  readonly values: ComposeValues;
  /** What ids on this page begin with: there may be two forms. */
  readonly prefix: string;
  readonly action: string;
  /** The post that is answered. */
  readonly reply?: Id | undefined;
  /** Whom one may choose to post to; none: that is not to be changed. */
  readonly allowed: readonly Visibility[];
  readonly send: string;
  readonly placeholder: string;
  readonly problem?: Problem | undefined;
  /** One line until somebody writes in it. */
  readonly compact?: boolean;
  /** Drafts of this form are kept under it; none: no drafts. */
  readonly draft?: string;
}

export function ComposeForm(props: ComposeFormProps): JSX.Element {
  const { visit, viewer, values, action, reply, compact, problem, prefix, draft } = props;
  const { settings } = visit.ctx.tenant;
  return (
    <Composer
      data-limit={settings.maxCharacters}
      data-most={settings.maxMedia}
      data-draft={draft}
      data-types={IMAGE_TYPES.join(' ')}
      data-texts={textsIn(visit.t.locale.tag)}
    >
      <Form visit={visit} action={action} multipart class={compact ? 'composer compact' : 'composer'}>
        <input type="hidden" name="key" value={values.key} />
        {reply !== undefined && <input type="hidden" name="reply" value={reply} />}
        {values.redraft !== undefined && (
          <>
            <input type="hidden" name="redraft" value={values.redraft} />
            <Notice kind="plain">{visit.t('compose.redraft-note')}</Notice>
          </>
        )}
        <ProblemNotice problem={problem} />
        <Avatar profile={viewer} />
        <div class="composer-fields">
          <Warning {...props} />
          <Text {...props} />
          <Pictures
            visit={visit}
            media={values.media}
            sensitive={values.sensitive}
            prefix={prefix}
            problem={problem}
          />
        </div>
        <Toolbar {...props} />
      </Form>
    </Composer>
  );
}

function Text({
  visit: { t, ctx },
  values,
  prefix,
  placeholder,
  problem,
  compact,
}: ComposeFormProps): JSX.Element {
  const id = `${prefix}-text`;
  const own = problem?.fields.get('text');
  const describedBy = [own && `${id}-problem`, `${id}-limit`].filter(Boolean).join(' ');
  return (
    <div class="field">
      <label class="visually-hidden" for={id}>
        {t('compose.text')}
      </label>
      <textarea
        id={id}
        name="text"
        dir="auto"
        rows={compact ? 1 : 4}
        placeholder={placeholder}
        aria-describedby={describedBy}
        aria-invalid={own === undefined ? undefined : 'true'}
        autofocus={!compact && (problem === undefined || problem.first === 'text')}
        value={values.text}
      />
      {own !== undefined && (
        <p class="problem" id={`${id}-problem`}>
          <Icon name="circle-alert" />
          {own}
        </p>
      )}
      <p class="visually-hidden" id={`${id}-limit`}>
        {t('compose.limit', { count: ctx.tenant.settings.maxCharacters })}
      </p>
    </div>
  );
}

/** Shown while the box in the toolbar is ticked. */
function Warning({ visit: { t }, values, prefix }: ComposeFormProps): JSX.Element {
  const id = `${prefix}-warning`;
  return (
    <div class="field composer-warning">
      <label class="visually-hidden" for={id}>
        {t('compose.warning')}
      </label>
      <input
        id={id}
        name="warning"
        dir="auto"
        value={values.warning}
        placeholder={t('compose.warning')}
        title={t('compose.warning-hint')}
        autocomplete="off"
      />
    </div>
  );
}

function Toolbar(props: ComposeFormProps): JSX.Element {
  const { visit, values, prefix, send, allowed } = props;
  const { t, ctx } = visit;
  const { maxCharacters } = ctx.tenant.settings;
  return (
    <div class="composer-bar">
      <button type="button" class="icon-button script-only" data-pick aria-label={t('compose.add-pictures')}>
        <Icon name="image-plus" />
      </button>
      <label class="icon-button toggle" title={t('compose.warning')}>
        <input
          type="checkbox"
          name="warned"
          value="yes"
          checked={values.warning !== ''}
          aria-controls={`${prefix}-warning`}
        />
        <Icon name="triangle-alert" />
        <span class="visually-hidden">{t('compose.warning')}</span>
      </label>
      <VisibilityChoice t={t} chosen={values.visibility} allowed={allowed} />
      <LanguageChoice visit={visit} chosen={values.language} prefix={prefix} />
      <span class="composer-end">
        <span class="composer-count script-only" hidden>
          <svg class="ring" viewBox="0 0 24 24" aria-hidden="true">
            <circle cx="12" cy="12" r="9" />
            <circle cx="12" cy="12" r="9" pathLength={100} data-ring />
          </svg>
          <span data-left aria-hidden="true">
            {maxCharacters}
          </span>
        </span>
        <span class="visually-hidden" role="status" data-said />
        <button type="submit" class="button compact">
          {send}
        </button>
      </span>
    </div>
  );
}
