// The language of the pages, and the one posts begin with.

import { credentialsOf } from '../../../user/credentials.ts';
import { updateProfile } from '../../../user/profile.ts';
import { LOCALES } from '../../../utils/messages/locale.ts';
import { Field } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { writeLook } from '../../kit/look.ts';
import { memberPage, type Page, type WebApp } from '../../kit/page.ts';
import type { Problem } from '../../kit/problem.ts';
import type { Visit } from '../../kit/visit.ts';
import { languageChoices } from '../compose/languages.ts';
import { Choices } from './choices.tsx';
import { Save, settingsForm, settingsPage, shown } from './frame.tsx';
import { pathOf } from './sections.ts';

const PATH = pathOf('language');

export const languagePages = (app: WebApp): void => {
  memberPage(app, PATH, (visit) => languagePage(visit));
  settingsForm(app, {
    path: PATH,
    fields: ['defaultLanguage'],
    work: save,
    show: languagePage,
    done: 'saved',
  });
};

/** Kept in the profile, for mails and other devices, and in this browser, for when one is signed out. */
async function save(visit: Visit): Promise<void> {
  const chosen = LOCALES.find(({ tag }) => tag === visit.field('language'))?.tag;
  await updateProfile(visit.ctx, {
    ...(chosen && { locale: chosen }),
    defaultLanguage: visit.field('defaultLanguage'),
  });
  if (chosen) visit.cookies.write('look', writeLook({ ...visit.look, language: chosen }));
}

async function languagePage(visit: Visit, problem?: Problem): Promise<Page> {
  const { t } = visit;
  const { defaultLanguage } = await credentialsOf(visit.ctx);
  const chosen = shown(visit, problem, 'defaultLanguage', defaultLanguage ?? '');
  return settingsPage(visit, {
    at: 'language',
    problem,
    children: (
      <Form visit={visit} action={PATH} class="form settings-form">
        <div data-guard class="form">
          <section class="form group">
            <Choices
              name="language"
              label={t('settings.interface-language')}
              hint={t('settings.interface-language-hint')}
              chosen={shown(visit, problem, 'language', t.locale.tag)}
              choices={LOCALES.map(({ tag, name }) => ({ value: tag, label: name, lang: tag }))}
            />
          </section>
          <section class="form group">
            <Field
              name="defaultLanguage"
              label={t('settings.post-language')}
              hint={t('settings.post-language-hint')}
              problem={problem}
            >
              <select>
                <option value="" selected={chosen === ''}>
                  {t('settings.post-language-usual')}
                </option>
                {languageChoices(t, defaultLanguage === null ? [] : [defaultLanguage]).map(
                  ({ code, name }) => (
                    <option key={code} value={code} selected={code === chosen}>
                      {name}
                    </option>
                  ),
                )}
              </select>
            </Field>
          </section>
        </div>
        <Save visit={visit} />
      </Form>
    ),
  });
}
