// The community's rules as rows of a form. Two empty rows stand at the end; an emptied rule goes.

import type { JSX } from 'preact';
import type { Settings } from '../../../tenant/settings.ts';
import { MOST_RULES, TEXT_LIMITS, type WrittenRule } from '../../../tenant/settings-rules.ts';
import { Icon } from '../../components/icon.tsx';
import type { Problem } from '../../kit/problem.ts';
import type { Visit } from '../../kit/visit.ts';
import { shown } from './frame.tsx';
import { TextArea } from './text-area.tsx';

const SPARE = 2;

/** The rules as the form says; a rule keeps its id. */
export function writtenRules(visit: Visit): WrittenRule[] {
  const rows = Math.min(Number(visit.field('rule-rows')) || 0, MOST_RULES + SPARE);
  return [...Array(rows).keys()].map((row) => {
    const id = visit.field(`rule-id-${row}`);
    return {
      text: visit.field(`rule-${row}`),
      hint: visit.field(`rule-hint-${row}`).replaceAll('\r\n', '\n'),
      ...(id !== '' && { id }),
    };
  });
}

export interface RuleFieldsProps {
  readonly visit: Visit;
  readonly problem: Problem | undefined;
  readonly settings: Settings;
}

export function RuleFields({ visit, problem, settings }: RuleFieldsProps): JSX.Element {
  const { t } = visit;
  const { rules } = settings;
  const typed = problem === undefined ? 0 : Math.min(Number(visit.field('rule-rows')) || 0, MOST_RULES);
  const rows = Math.max(typed, Math.min(MOST_RULES, rules.length + SPARE));
  const wrong = problem?.fields.get('rules');
  return (
    <fieldset class="field rule-fields" aria-describedby={wrong ? 'rules-problem rules-hint' : 'rules-hint'}>
      <legend class="visually-hidden">{t('settings.rules')}</legend>
      <p class="hint" id="rules-hint">
        {t('settings.rules-hint')}
      </p>
      {wrong !== undefined && (
        <p class="problem" id="rules-problem">
          <Icon name="circle-alert" />
          {wrong}
        </p>
      )}
      <input type="hidden" name="rule-rows" value={rows} />
      <ol>
        {[...Array(rows).keys()].map((row) => (
          <li key={row}>
            <input type="hidden" name={`rule-id-${row}`} value={rules[row]?.id ?? ''} />
            <input
              type="text"
              dir="auto"
              name={`rule-${row}`}
              aria-label={t('settings.rule', { row: row + 1 })}
              placeholder={t('settings.rule-example')}
              maxlength={TEXT_LIMITS.rule}
              value={shown(visit, problem, `rule-${row}`, rules[row]?.text ?? '')}
              autofocus={problem?.first === 'rules' && row === 0}
            />
            <TextArea
              rows={1}
              name={`rule-hint-${row}`}
              aria-label={t('settings.rule-more', { row: row + 1 })}
              placeholder={t('settings.rule-more-example')}
              maxlength={TEXT_LIMITS.hint}
              text={shown(visit, problem, `rule-hint-${row}`, rules[row]?.hint ?? '')}
            />
          </li>
        ))}
      </ol>
    </fieldset>
  );
}
