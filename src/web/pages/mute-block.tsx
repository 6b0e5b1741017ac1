// Muting and blocking somebody: first what it means, then the button.

import type { ComponentChildren, JSX } from 'preact';
import { block } from '../../user/block.ts';
import { mute } from '../../user/mute.ts';
import { openProfile, openProfileNamed } from '../../user/open-profile.ts';
import { type Relationship, relationshipsOf } from '../../user/relationships.ts';
import type { User } from '../../user/user.ts';
import { notFound } from '../../utils/error.ts';
import type { MessageKey } from '../../utils/messages/catalogue.ts';
import { Avatar } from '../components/avatar.tsx';
import { Check, Field } from '../components/field.tsx';
import { Form } from '../components/form.tsx';
import { Icon } from '../components/icon.tsx';
import { Notice, ProblemNotice } from '../components/notice.tsx';
import { PageHead } from '../components/page-head.tsx';
import { localPath } from '../kit/local-path.ts';
import { memberAction, memberPage, type Page, type WebApp } from '../kit/page.ts';
import { type Problem, problemOf } from '../kit/problem.ts';
import type { Visit } from '../kit/visit.ts';
import { done, userIdOf } from './user-actions.ts';

export const muteBlockPages = (app: WebApp): void => {
  memberPage(app, '/@:name/mute', async (visit) => mutePage(visit, await personOf(visit)));
  memberPage(app, '/@:name/block', async (visit) => blockPage(visit, await personOf(visit)));
  memberAction(app, '/users/:id/mute', async (visit) => {
    const id = userIdOf(visit);
    try {
      await mute(visit.ctx, id, muteOptions(visit));
    } catch (error) {
      if (visit.wantsData) throw error;
      const problem = problemOf(visit, error, ['duration']);
      return mutePage(visit, await openProfile(visit.ctx, id), problem);
    }
    return done(visit, id, ({ muting }) => muting);
  });
  memberAction(app, '/users/:id/block', async (visit) => {
    const id = userIdOf(visit);
    await block(visit.ctx, id);
    return done(visit, id, ({ blocking }) => blocking);
  });
};

const personOf = (visit: Visit): Promise<User> => openProfileNamed(visit.ctx, visit.param('name'));

/** A form says about notifications by its box; a single button says nothing. */
const muteOptions = (visit: Visit) => ({
  duration: visit.field('duration') === '' ? 0 : Number(visit.field('duration')),
  notifications: visit.field('form') === '' ? undefined : visit.field('notifications') === 'yes',
});

const HOUR = 3600;
const DURATIONS = [
  [0, 'people.mute-forever'],
  [HOUR, 'people.mute-hour'],
  [24 * HOUR, 'people.mute-day'],
  [7 * 24 * HOUR, 'people.mute-week'],
  [30 * 24 * HOUR, 'people.mute-month'],
] as const satisfies readonly (readonly [number, MessageKey])[];

async function mutePage(visit: Visit, user: User, problem?: Problem): Promise<Page> {
  const { t } = visit;
  const relation = await relationTo(visit, user);
  const name = nameOf(user);
  const chosen = visit.field('duration');
  const silent =
    problem === undefined
      ? !relation.muting || relation.mutingNotifications
      : visit.field('notifications') === 'yes';
  const body = (
    <>
      <Consequences
        lines={[
          ['eye-off', t('people.mute-feeds', { name })],
          ['lock', t('people.mute-secret', { name })],
          ['history', t('people.mute-undo')],
        ]}
      />
      {relation.muting && <Notice kind="plain">{t('people.mute-already', { name })}</Notice>}
      <ProblemNotice problem={problem} />
      <Form visit={visit} action={`/users/${user.id}/mute`} back={backOf(visit, user)}>
        <input type="hidden" name="form" value="1" />
        <Field label={t('people.mute-how-long')} name="duration" problem={problem}>
          <select>
            {DURATIONS.map(([seconds, key]) => (
              <option key={seconds} value={seconds} selected={String(seconds) === chosen}>
                {t(key)}
              </option>
            ))}
          </select>
        </Field>
        <Check
          name="notifications"
          label={t('people.mute-notifications')}
          hint={t('people.mute-notifications-hint')}
          checked={silent}
        />
        <Buttons visit={visit} user={user}>
          <button class="button" type="submit">
            {t(relation.muting ? 'people.mute-change' : 'people.mute-button')}
          </button>
          {relation.muting && (
            <button class="button quiet" type="submit" formaction={`/users/${user.id}/unmute`}>
              {t('people.unmute')}
            </button>
          )}
        </Buttons>
      </Form>
    </>
  );
  return decisionPage(visit, user, { title: t('people.mute-title', { name }), body, problem });
}

async function blockPage(visit: Visit, user: User): Promise<Page> {
  const { t } = visit;
  const relation = await relationTo(visit, user);
  const name = nameOf(user);
  const act = relation.blocking ? 'unblock' : 'block';
  const body = (
    <>
      <Consequences
        lines={[
          ['eye-off', t('people.block-feeds', { name })],
          ['user-minus', t('people.block-follows')],
          ['bell-off', t('people.block-notifications')],
          ['lock', t('people.block-secret', { name })],
          ['history', t('people.block-undo')],
        ]}
      />
      {relation.blocking && <Notice kind="plain">{t('people.block-already', { name })}</Notice>}
      <Form visit={visit} action={`/users/${user.id}/${act}`} back={backOf(visit, user)}>
        <Buttons visit={visit} user={user}>
          <button class={relation.blocking ? 'button' : 'button danger'} type="submit">
            {t(relation.blocking ? 'people.unblock' : 'people.block-button')}
          </button>
        </Buttons>
      </Form>
    </>
  );
  return decisionPage(visit, user, { title: t('people.block-title', { name }), body });
}

interface Decision {
  readonly title: string;
  readonly body: JSX.Element;
  readonly problem?: Problem | undefined;
}

function decisionPage(visit: Visit, user: User, { title, body, problem }: Decision): Page {
  const { t, ctx } = visit;
  const own = ctx.viewer?.id === user.id;
  return {
    title,
    noindex: true,
    status: problem?.status ?? 200,
    main: (
      <>
        <PageHead visit={visit} title={own ? t('people.not-yourself') : title} back={`/@${user.username}`} />
        <div class="section decision">
          <p class="whom">
            <Avatar profile={user.profile} />
            <span>
              <bdi class="name">{nameOf(user)}</bdi> <span class="handle">@{user.username}</span>
            </span>
          </p>
          {own ? <p>{t('people.not-yourself-hint')}</p> : body}
        </div>
      </>
    ),
  };
}

const Consequences = ({ lines }: { lines: readonly (readonly [icon: string, text: string])[] }) => (
  <ul class="what-it-means">
    {lines.map(([icon, text]) => (
      <li key={icon}>
        <Icon name={icon} />
        <span>{text}</span>
      </li>
    ))}
  </ul>
);

interface ButtonsProps {
  readonly visit: Visit;
  readonly user: User;
  readonly children: ComponentChildren;
}

const Buttons = ({ visit, user, children }: ButtonsProps): JSX.Element => (
  <div class="actions">
    {children}
    <a class="button quiet" href={backOf(visit, user)}>
      {visit.t('common.cancel')}
    </a>
  </div>
);

async function relationTo(visit: Visit, user: User): Promise<Relationship> {
  const relation = (await relationshipsOf(visit.ctx, [user.id])).get(user.id);
  if (relation === undefined) throw notFound();
  return relation;
}

/** Where the page was opened from, if from another of ours; else the profile. */
function backOf(visit: Visit, user: User): string {
  const given = visit.field('return');
  if (given !== '') return localPath(given);
  const profile = `/@${user.username}`;
  const { referer } = visit.request.headers;
  if (referer === undefined || !URL.canParse(referer)) return profile;
  const { host, pathname, search } = new URL(referer);
  if (host !== visit.request.host || /\/(mute|block)$/.test(pathname)) return profile;
  return localPath(pathname + search);
}

const nameOf = ({ profile, username }: User): string => profile.displayName || username;
