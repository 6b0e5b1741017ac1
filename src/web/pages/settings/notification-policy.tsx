// Whose notifications reach the viewer at once, wait as requests, or never come.

import {
  notificationPolicy,
  POLICY_CHOICES,
  type PolicyGroup,
  pendingRequests,
  setNotificationPolicy,
} from '../../../notification/policy.ts';
import { Form } from '../../components/form.tsx';
import { Icon } from '../../components/icon.tsx';
import { memberPage, type Page, type WebApp } from '../../kit/page.ts';
import type { Problem } from '../../kit/problem.ts';
import type { Visit } from '../../kit/visit.ts';
import { Choices } from './choices.tsx';
import { Save, settingsForm, settingsPage, shown } from './frame.tsx';
import { pathOf } from './sections.ts';

const PATH = pathOf('notifications');

/** Those of the policy that this product can tell of: nobody is limited here. */
const GROUPS = [
  'notFollowing',
  'notFollowers',
  'newAccounts',
  'privateMentions',
] as const satisfies readonly PolicyGroup[];

export const notificationPolicyPages = (app: WebApp): void => {
  memberPage(app, PATH, (visit) => policyPage(visit));
  settingsForm(app, { path: PATH, fields: [], work: save, show: policyPage, done: 'saved' });
};

function save(visit: Visit): Promise<unknown> {
  const chosen = GROUPS.flatMap((group) => {
    const choice = POLICY_CHOICES.find((one) => one === visit.field(group));
    return choice === undefined ? [] : [[group, choice] as const];
  });
  return setNotificationPolicy(visit.ctx, Object.fromEntries(chosen));
}

async function policyPage(visit: Visit, problem?: Problem): Promise<Page> {
  const { t, ctx } = visit;
  const [policy, waiting] = await Promise.all([notificationPolicy(ctx), pendingRequests(ctx)]);
  return settingsPage(visit, {
    at: 'notifications',
    problem,
    children: (
      <>
        <ul class="settings-list">
          <li>
            <a href="/notifications/requests">
              <Icon name="mail" />
              <span>
                <strong>{t('notifications.requests')}</strong>
                <span class="soft small">{t('settings.people-wait', { count: waiting.requests })}</span>
              </span>
              <Icon name="chevron-right" class="turns" />
            </a>
          </li>
        </ul>
        <Form visit={visit} action={PATH} class="form settings-form">
          <div data-guard class="form">
            <section class="form group">
              <h2>{t('settings.policy')}</h2>
              <p class="soft">{t('settings.policy-lead')}</p>
              {GROUPS.map((group) => (
                <Choices
                  key={group}
                  row
                  name={group}
                  label={t(`settings.policy-${group}`)}
                  hint={t(`settings.policy-${group}-hint`)}
                  chosen={shown(visit, problem, group, policy[group])}
                  choices={POLICY_CHOICES.map((value) => ({ value, label: t(`settings.policy-${value}`) }))}
                />
              ))}
            </section>
          </div>
          <Save visit={visit} />
        </Form>
      </>
    ),
  });
}
