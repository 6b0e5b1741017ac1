// The viewer's own words about somebody, which nobody else sees.

import type { JSX } from 'preact';
import { setNote } from '../../../user/note.ts';
import { openProfile } from '../../../user/open-profile.ts';
import { Field } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { Icon } from '../../components/icon.tsx';
import { PageHead } from '../../components/page-head.tsx';
import type { Answer } from '../../kit/page.ts';
import { acted, memberAction, type WebApp } from '../../kit/page.ts';
import { type Problem, problemOf } from '../../kit/problem.ts';
import type { Visit } from '../../kit/visit.ts';
import { userIdOf } from '../user-actions.ts';
import type { ProfileProps } from './head.tsx';

export const notePages = (app: WebApp): void =>
  memberAction(app, '/users/:id/note', async (visit) => {
    const id = userIdOf(visit);
    try {
      await setNote(visit.ctx, id, visit.field('note'));
    } catch (error) {
      if (visit.wantsData) throw error;
      return notePage(visit, problemOf(visit, error, ['note']));
    }
    return acted(visit);
  });

/** On a profile: the note, and a form to write it that opens in place. */
export function PrivateNote({ visit, state }: ProfileProps): JSX.Element | null {
  const { t } = visit;
  const { relation, user } = state;
  if (relation === undefined || user.state !== 'active') return null;
  const { note } = relation;
  return (
    <div class="private-note">
      {note !== '' && (
        <p class="text" dir="auto">
          <span class="visually-hidden">{t('profile.note')}: </span>
          {note}
        </p>
      )}
      <details>
        <summary>
          <Icon name="sticky-note" />
          {t(note === '' ? 'profile.add-note' : 'profile.edit-note')}
        </summary>
        <NoteForm visit={visit} id={user.id} text={note} back={visit.here} />
      </details>
    </div>
  );
}

interface NoteFormProps {
  readonly visit: Visit;
  readonly id: string;
  readonly text: string;
  readonly back: string;
  readonly problem?: Problem;
}

const NoteForm = ({ visit, id, text, back, problem }: NoteFormProps): JSX.Element => (
  <Form visit={visit} action={`/users/${id}/note`} back={back}>
    <Field label={visit.t('profile.note')} name="note" hint={visit.t('profile.note-hint')} problem={problem}>
      <textarea dir="auto">{text}</textarea>
    </Field>
    <div class="actions">
      <button class="button compact" type="submit">
        {visit.t('profile.save-note')}
      </button>
    </div>
  </Form>
);

/** The form alone, with what is wrong and what was written. */
async function notePage(visit: Visit, problem: Problem): Promise<Answer> {
  const { t } = visit;
  const user = await openProfile(visit.ctx, userIdOf(visit));
  const back = visit.field('return') || `/@${user.username}`;
  const title = t('profile.note');
  return {
    title,
    status: problem.status,
    main: (
      <>
        <PageHead visit={visit} title={title} back={`/@${user.username}`} />
        <div class="section">
          <NoteForm visit={visit} id={user.id} text={visit.field('note')} back={back} problem={problem} />
        </div>
      </>
    ),
  };
}
