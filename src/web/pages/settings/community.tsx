// The community's own settings, for those who run it.

import type { JSX } from 'preact';
import { changeSettingsWithPictures } from '../../../media/brand-pictures.ts';
import { requireSettingsRight } from '../../../tenant/change-settings.ts';
import type { Settings } from '../../../tenant/settings.ts';
import { TEXT_LIMITS, type WrittenSettings } from '../../../tenant/settings-rules.ts';
import { Check, Field } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { memberPage, type Page, type WebApp } from '../../kit/page.ts';
import type { Problem } from '../../kit/problem.ts';
import type { Visit } from '../../kit/visit.ts';
import { Choices } from './choices.tsx';
import { Accent, BrandPictures } from './community-look.tsx';
import { Save, settingsForm, settingsPage, shown, ticked } from './frame.tsx';
import { pictureOf } from './picture-field.tsx';
import { RuleFields, writtenRules } from './rule-fields.tsx';
import { pathOf } from './sections.ts';
import { TextArea } from './text-area.tsx';

const PATH = pathOf('community');

export const communityPages = (app: WebApp): void => {
  memberPage(app, PATH, (visit) => communityPage(visit));
  settingsForm(app, {
    path: PATH,
    fields: [
      'name',
      'shortName',
      'description',
      'about',
      'contactEmail',
      'contactUsername',
      'cover',
      'logo',
      'accent',
      'rules',
      'registration',
    ],
    work: save,
    show: communityPage,
    done: 'saved',
  });
};

const REGISTRATIONS = ['open', 'approval', 'closed'] as const;

function save(visit: Visit): Promise<unknown> {
  const registration = REGISTRATIONS.find((mode) => mode === visit.field('registration'));
  const patch: WrittenSettings = {
    name: visit.field('name'),
    shortName: visit.field('shortName'),
    description: visit.field('description'),
    about: visit.field('about').replaceAll('\r\n', '\n'),
    contactEmail: visit.field('contactEmail'),
    contactUsername: visit.field('contactUsername'),
    accent: visit.field('accent'),
    publicPreview: visit.field('publicPreview') === 'yes',
    rules: writtenRules(visit),
    ...(registration && { registration }),
  };
  return changeSettingsWithPictures(visit.ctx, patch, {
    logo: pictureOf(visit, 'logo'),
    cover: pictureOf(visit, 'cover'),
  });
}

function communityPage(visit: Visit, problem?: Problem): Page {
  requireSettingsRight(visit.ctx);
  const { t } = visit;
  const { settings } = visit.ctx.tenant;
  const part = { visit, problem, settings };
  return settingsPage(visit, {
    at: 'community',
    problem,
    children: (
      <Form visit={visit} action={PATH} multipart class="form settings-form">
        <div data-guard class="form">
          <section class="form group">
            <h2>{t('settings.community-words')}</h2>
            <Words {...part} />
          </section>
          <section class="form group">
            <h2>{t('settings.community-look')}</h2>
            <Accent {...part} />
            <BrandPictures {...part} />
          </section>
          <section class="form group">
            <h2>{t('settings.rules')}</h2>
            <RuleFields {...part} />
          </section>
          <section class="form group">
            <h2>{t('settings.doors')}</h2>
            <Doors {...part} />
          </section>
        </div>
        <Save visit={visit} />
      </Form>
    ),
  });
}

interface PartProps {
  readonly visit: Visit;
  readonly problem: Problem | undefined;
  readonly settings: Settings;
}

function Words({ visit, problem, settings }: PartProps): JSX.Element {
  const { t } = visit;
  const value = (name: 'name' | 'shortName' | 'description' | 'about' | 'contactEmail' | 'contactUsername') =>
    shown(visit, problem, name, settings[name]);
  return (
    <>
      <Field name="name" label={t('settings.community-name')} problem={problem}>
        <input type="text" dir="auto" maxlength={TEXT_LIMITS.name} value={value('name')} required />
      </Field>
      <Field
        name="shortName"
        label={t('settings.community-short-name')}
        hint={t('settings.community-short-name-hint')}
        problem={problem}
      >
        <input type="text" dir="auto" maxlength={TEXT_LIMITS.shortName} value={value('shortName')} />
      </Field>
      <Field
        name="description"
        label={t('settings.community-description')}
        hint={t('settings.community-description-hint')}
        problem={problem}
      >
        <TextArea rows={3} text={value('description')} />
      </Field>
      <Field
        name="about"
        label={t('settings.community-about-text')}
        hint={t('settings.community-about-hint')}
        problem={problem}
      >
        <TextArea rows={8} text={value('about')} />
      </Field>
      <Field name="contactUsername" label={t('settings.contact-person')} problem={problem}>
        <input
          type="text"
          dir="ltr"
          autocapitalize="none"
          spellcheck={false}
          value={value('contactUsername')}
        />
      </Field>
      <Field name="contactEmail" label={t('settings.contact-email')} problem={problem}>
        <input type="email" value={value('contactEmail')} />
      </Field>
    </>
  );
}

const Doors = ({ visit, problem, settings }: PartProps): JSX.Element => (
  <>
    <Choices
      name="registration"
      label={visit.t('settings.registration')}
      chosen={shown(visit, problem, 'registration', settings.registration)}
      choices={REGISTRATIONS.map((value) => ({
        value,
        label: visit.t(`settings.registration-${value}`),
        hint: visit.t(`settings.registration-${value}-hint`),
      }))}
    />
    <Check
      name="publicPreview"
      label={visit.t('settings.public-preview')}
      hint={visit.t('settings.public-preview-hint')}
      checked={ticked(visit, problem, 'publicPreview', settings.publicPreview)}
    />
  </>
);
