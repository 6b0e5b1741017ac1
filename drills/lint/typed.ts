// Whether data fit a type: they are written out as a TypeScript literal, of which the compiler says every misspelt field.

import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT_FOLDER } from '../kit/nexus.ts';
import { complaints } from './run.ts';

export interface Literal {
  /** The module that has the type. */
  readonly module: string;
  readonly type: string;
  readonly value: unknown;
  /** The type is that of a program's insides: files may leave out what has a default, and name values of enums. */
  readonly asWritten?: boolean;
}

const AS_WRITTEN = `
type AsWritten<T> = T extends string
  ? \`\${T}\`
  : T extends readonly (infer One)[]
    ? AsWritten<One>[]
    : T extends object
      ? { [Key in keyof T]?: AsWritten<T[Key]> }
      : T;
`;

const OPTIONS = {
  compilerOptions: {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    module: 'nodenext',
    target: 'esnext',
    types: [],
  },
  include: ['*.ts'],
};

/** What the compiler finds in them. The tools' folder holds the types. */
export async function misfits(tools: string, literals: readonly Literal[]): Promise<readonly string[]> {
  const folder = join(tools, `literals-${process.pid}`);
  await mkdir(folder, { recursive: true });
  try {
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(OPTIONS));
    for (const [index, literal] of literals.entries()) {
      await writeFile(join(folder, `${index}-${literal.type}.ts`), sourceOf(literal));
    }
    return complaints(join(ROOT_FOLDER, 'node_modules/.bin/tsc'), ['-p', folder], { cwd: folder });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function sourceOf({ module, type, value, asWritten }: Literal): string {
  const imported = `import type { ${type} } from '${module}';\n`;
  const wanted = asWritten ? `AsWritten<${type}>` : type;
  return `${imported}${asWritten ? AS_WRITTEN : ''}export const it: ${wanted} = ${JSON.stringify(value, null, 1)};\n`;
}
