// Making a token for one's own scripts, and the one time it is shown.

import type { JSX } from 'preact';
import { TOKEN_NAME_LIMIT } from '../../../auth/personal-token.ts';
import { ALL_SCOPES } from '../../../auth/scope.ts';
import type { Ctx } from '../../../context.ts';
import { isStaff } from '../../../user/user.ts';
import { Field } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { Icon } from '../../components/icon.tsx';
import type { Problem } from '../../kit/problem.ts';
import type { Visit } from '../../kit/visit.ts';
import { scopeSentences } from '../scope-sentence.ts';
import { shown } from './frame.tsx';
import { pathOf } from './sections.ts';

const PATH = pathOf('applications');

/** Where the form posts to. */
export const TOKENS = `${PATH}/tokens`;

/** The broad scopes; what only the staff can use is shown to the staff. */
const scopesFor = (ctx: Ctx): readonly string[] =>
  ALL_SCOPES.filter((scope) => scope !== 'push' && (isStaff(ctx) || !scope.startsWith('admin:')));

export function TokenForm({ visit, problem }: { visit: Visit; problem: Problem | undefined }): JSX.Element {
  const { t } = visit;
  const chosen = problem === undefined ? ['read'] : visit.fields('scope');
  const wrong = problem?.fields.get('scopes');
  return (
    <Form visit={visit} action={TOKENS}>
      <Field
        name="name"
        label={t('settings.token-name')}
        hint={t('settings.token-name-hint')}
        problem={problem}
      >
        <input
          type="text"
          dir="auto"
          autocomplete="off"
          maxlength={TOKEN_NAME_LIMIT}
          value={shown(visit, problem, 'name', '')}
          required
        />
      </Field>
      <fieldset class="field" aria-describedby={wrong && 'scopes-problem'}>
        <legend>{t('settings.token-may')}</legend>
        {wrong !== undefined && (
          <p class="problem" id="scopes-problem">
            <Icon name="circle-alert" />
            {wrong}
          </p>
        )}
        <div class="choices">
          {scopesFor(visit.ctx).map((scope) => (
            <label class="check" key={scope}>
              <input type="checkbox" name="scope" value={scope} checked={chosen.includes(scope)} />
              <span>
                <code>{scope}</code>
              </span>
              <span class="hint">{scopeSentences(t, [scope])[0]}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <div class="actions">
        <button type="submit" class="button">
          {t('settings.make-token')}
        </button>
      </div>
    </Form>
  );
}

export const NewToken = ({
  visit: { t },
  token,
  name,
}: {
  visit: Visit;
  token: string;
  name: string;
}): JSX.Element => (
  <section class="section form">
    <p>{t('settings.token-once', { name })}</p>
    <div class="field">
      <label for="token">{t('settings.token')}</label>
      <div class="copy-field">
        <input
          id="token"
          type="text"
          class="mono"
          dir="ltr"
          value={token}
          readOnly
          autofocus
          spellcheck={false}
        />
        <button
          type="button"
          class="button soft script-only"
          data-copy="token"
          data-copied={t('settings.copied')}
        >
          <Icon name="copy" />
          <span aria-live="polite">{t('settings.copy')}</span>
        </button>
      </div>
    </div>
    <p class="soft small">{t('settings.token-safe')}</p>
    <div class="actions">
      <a class="button quiet" href={PATH}>
        {t('settings.token-kept')}
      </a>
    </div>
  </section>
);
