// One's own profile: names, texts and pictures.

import type { JSX } from 'preact';
import { updateProfilePictures } from '../../../media/profile-pictures.ts';
import { BIO_LIMIT, DISPLAY_NAME_LIMIT, PICTURE_DESCRIPTION_LIMIT } from '../../../user/profile-rules.ts';
import { type Profile, viewerProfile } from '../../../user/user.ts';
import { Avatar } from '../../components/avatar.tsx';
import { Check, Field } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { memberPage, type Page, type WebApp } from '../../kit/page.ts';
import type { Problem } from '../../kit/problem.ts';
import type { Visit } from '../../kit/visit.ts';
import { Save, settingsForm, settingsPage, shown, ticked } from './frame.tsx';
import { PictureField, pictureOf } from './picture-field.tsx';
import { ProfileFields, writtenFields } from './profile-fields.tsx';
import { pathOf } from './sections.ts';
import { AccountSwitches, switchesOf } from './switches.tsx';
import { TextArea } from './text-area.tsx';

const PATH = pathOf('profile');

export const profileSettingsPages = (app: WebApp): void => {
  memberPage(app, PATH, (visit) => profilePage(visit));
  settingsForm(app, {
    path: PATH,
    fields: ['header', 'headerDescription', 'avatar', 'avatarDescription', 'displayName', 'bio', 'fields'],
    work: save,
    show: profilePage,
    done: 'saved',
  });
};

function save(visit: Visit): Promise<unknown> {
  const [avatar, header] = [pictureOf(visit, 'avatar'), pictureOf(visit, 'header')];
  const patch = {
    displayName: visit.field('displayName'),
    bio: visit.field('bio').replaceAll('\r\n', '\n'),
    fields: writtenFields(visit),
    avatarDescription: visit.field('avatarDescription'),
    headerDescription: visit.field('headerDescription'),
    bot: visit.field('bot') === 'yes',
    ...switchesOf(visit),
    ...(avatar === null && { avatar }),
    ...(header === null && { header }),
  };
  return updateProfilePictures(visit.ctx, patch, {
    avatar: avatar ?? undefined,
    header: header ?? undefined,
  });
}

async function profilePage(visit: Visit, problem?: Problem): Promise<Page> {
  const { t } = visit;
  const profile = await viewerProfile(visit.ctx);
  return settingsPage(visit, {
    at: 'profile',
    problem,
    children: (
      <Form visit={visit} action={PATH} multipart class="form settings-form">
        <div data-guard class="form">
          <Pictures visit={visit} problem={problem} profile={profile} />
          <section class="form group">
            <h2>{t('settings.about-you')}</h2>
            <Texts visit={visit} problem={problem} profile={profile} />
          </section>
          <section class="form group">
            <h2>{t('settings.fields')}</h2>
            <ProfileFields visit={visit} problem={problem} profile={profile} />
          </section>
          <section class="form group tight">
            <h2>{t('settings.account-kind')}</h2>
            <AccountSwitches visit={visit} problem={problem} profile={profile} />
            <Check
              name="bot"
              label={t('settings.bot')}
              hint={t('settings.bot-hint')}
              checked={ticked(visit, problem, 'bot', profile.bot)}
            />
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
  readonly profile: Profile;
}

const Pictures = (part: PartProps): JSX.Element => {
  const { visit, problem, profile } = part;
  const { header, avatar } = profile;
  const { t } = visit;
  return (
    <div class="form pictures">
      <PictureField
        visit={visit}
        problem={problem}
        name="header"
        label={t('settings.header')}
        hint={t('settings.header-hint')}
        preview={header !== null && <img src={header.url} alt="" width={600} height={200} />}
        removable={header !== null}
      >
        <Description {...part} name="headerDescription" />
      </PictureField>
      <PictureField
        visit={visit}
        problem={problem}
        name="avatar"
        label={t('settings.avatar')}
        hint={t('settings.avatar-hint')}
        preview={<Avatar profile={profile} size="large" />}
        removable={avatar !== null}
      >
        <Description {...part} name="avatarDescription" />
      </PictureField>
    </div>
  );
};

function Description({
  visit,
  problem,
  profile,
  name,
}: PartProps & { name: 'avatarDescription' | 'headerDescription' }) {
  return (
    <Field
      name={name}
      label={visit.t('settings.picture-description')}
      hint={visit.t('settings.picture-description-hint')}
      problem={problem}
    >
      <input
        type="text"
        dir="auto"
        maxlength={PICTURE_DESCRIPTION_LIMIT}
        value={shown(visit, problem, name, profile[name])}
      />
    </Field>
  );
}

const Texts = ({ visit, problem, profile }: PartProps): JSX.Element => (
  <>
    <Field
      name="displayName"
      label={visit.t('settings.display-name')}
      hint={
        <Limit
          visit={visit}
          of="displayName"
          most={DISPLAY_NAME_LIMIT}
          words={visit.t('settings.display-name-hint')}
        />
      }
      problem={problem}
    >
      <input
        type="text"
        dir="auto"
        autocomplete="nickname"
        value={shown(visit, problem, 'displayName', profile.displayName)}
      />
    </Field>
    <Field
      name="bio"
      label={visit.t('settings.bio')}
      hint={<Limit visit={visit} of="bio" most={BIO_LIMIT} words={visit.t('settings.bio-hint')} />}
      problem={problem}
    >
      <TextArea rows={5} text={shown(visit, problem, 'bio', profile.bio)} />
    </Field>
  </>
);

interface LimitProps {
  readonly visit: Visit;
  readonly of: string;
  readonly most: number;
  readonly words: string;
}

/** What to write, and how long it may be; the script counts. */
const Limit = ({ visit, of, most, words }: LimitProps): JSX.Element => (
  <span class="limit">
    <span>{words}</span>
    <span class="count" data-count-of={of} data-most={most}>
      {visit.t('settings.at-most', { count: most })}
    </span>
  </span>
);
