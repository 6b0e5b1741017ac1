// Rules of the pages' code that no tool checks: where markup may be written as it is, and what the
// Content-Security-Policy would refuse anyway.

import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const WEB = join(import.meta.dirname, '../../src/web');

interface Rule {
  readonly name: string;
  readonly pattern: RegExp;
  /** Where it is the point. */
  readonly except: readonly string[];
  readonly sample: string;
}

const RULES: readonly Rule[] = [
  {
    name: 'markup is put into components by Raw alone',
    pattern: /dangerouslySetInnerHTML=/,
    except: ['kit/raw.tsx', 'kit/document.tsx', 'components/structured-data.tsx'],
    sample: '<p dangerouslySetInnerHTML={{ __html: bio }} />',
  },
  {
    name: 'the page script makes elements of markup through the one policy alone',
    pattern:
      /\b(?:(?:inner|outer)HTML\s*=|insertAdjacentHTML\b|srcdoc|createContextualFragment|parseFromString|setHTMLUnsafe|parseHTMLUnsafe)/,
    except: ['client/trusted.ts'],
    sample: 'element.innerHTML = answer',
  },
  {
    name: 'nothing is styled by attribute',
    pattern: /\sstyle=[{"]/,
    // Its code stands in the pages of others.
    except: ['kit/embed-code.ts'],
    sample: '<p style="color: red">',
  },
  {
    name: 'nothing is done by attribute',
    pattern: /\son[a-z]+="|\son[A-Z]\w+=\{/,
    except: [],
    sample: '<button onClick={like}>',
  },
  {
    name: 'text is never run',
    pattern: /\beval\(|\bnew Function\(|document\.write/,
    except: [],
    sample: 'eval(text)',
  },
];

const files = globSync('**/*.{ts,tsx}', { cwd: WEB }).filter((path) => !/\.test\.ts$|testing\//.test(path));

for (const { name, pattern, except, sample } of RULES) {
  test(name, () => {
    assert.match(sample, pattern, 'the rule finds its own sample');
    const broken = files.filter(
      (path) => !except.includes(path) && pattern.test(readFileSync(join(WEB, path), 'utf8')),
    );
    assert.deepEqual(broken, []);
  });
}
