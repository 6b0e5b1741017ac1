// What one has to know before reading on: blocks, mutes, requests, closed accounts.

import type { ComponentChildren, JSX } from 'preact';
import type { MessageKey } from '../../../utils/messages/catalogue.ts';
import { Notice } from '../../components/notice.tsx';
import type { ProfileProps } from './head.tsx';

export function ProfileNotices(props: ProfileProps): JSX.Element {
  const { visit, state } = props;
  const { t } = visit;
  const { user, name, relation } = state;
  const act = (what: string, words: MessageKey) => <Act to={`/users/${user.id}/${what}`}>{t(words)}</Act>;
  return (
    <>
      <ClosedNotice {...props} />
      {relation?.blocking && (
        <Notice kind="bad">
          <Said text={t('profile.blocked', { name })}>{act('unblock', 'people.unblock')}</Said>
        </Notice>
      )}
      {relation?.blockedBy && <Notice kind="plain">{t('profile.blocked-by', { name })}</Notice>}
      {relation?.muting && (
        <Notice kind="plain">
          <Said text={mutedText(props)}>{act('unmute', 'people.unmute')}</Said>
        </Notice>
      )}
      {relation?.requestedBy && (
        <Notice kind="plain">
          <Said text={t('profile.asks-you', { name })}>
            {act('approve', 'people.approve')}
            {act('reject', 'people.reject')}
          </Said>
        </Notice>
      )}
      {relation?.requested && <Notice kind="plain">{t('profile.requested', { name })}</Notice>}
    </>
  );
}

function ClosedNotice({ visit, state }: ProfileProps): JSX.Element | null {
  const { user, own } = state;
  if (user.state === 'active') return null;
  const pending = own ? 'profile.own-pending' : 'profile.pending';
  return <Notice kind="bad">{visit.t(user.state === 'pending' ? pending : 'profile.suspended')}</Notice>;
}

function mutedText({ visit, state }: ProfileProps): string {
  const { t } = visit;
  const until = state.relation?.mutingExpiresAt ?? null;
  if (until === null) return t('profile.muted', { name: state.name });
  return t('profile.muted-until', { name: state.name, when: t.formats.dateTime(until) });
}

const Said = ({ text, children }: { text: string; children: ComponentChildren }): JSX.Element => (
  <div class="said">
    <span>{text}</span>
    <span class="actions">{children}</span>
  </div>
);

const Act = ({ to, children }: { to: string; children: string }): JSX.Element => (
  <button class="button quiet compact" type="submit" form="act" formaction={to}>
    {children}
  </button>
);
