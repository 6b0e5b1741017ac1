// Lets Node load `.tsx`, which its own type stripping refuses: `node --import` of this file, as bin/nexus does.
// All components are translated in one run of esbuild when the first is imported, so that a command without
// pages pays nothing.

import { globSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const ROOT = join(import.meta.dirname, '..');

let translated: Map<string, string> | undefined;

registerHooks({
  load(url, context, next) {
    if (!url.endsWith('.tsx')) return next(url, context);
    translated ??= translate();
    const source = translated.get(relative(ROOT, fileURLToPath(url)));
    if (source === undefined) throw new Error(`${url} is not below ${ROOT}`);
    return { format: 'module', source, shortCircuit: true };
  },
});

/** Path below `src` → JavaScript with its source map. */
function translate(): Map<string, string> {
  const { outputFiles } = buildSync({
    entryPoints: globSync('**/*.tsx', { cwd: ROOT }).map((path) => join(ROOT, path)),
    outbase: ROOT,
    outdir: ROOT,
    outExtension: { '.js': '.tsx' },
    write: false,
    format: 'esm',
    target: 'node24',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    sourcemap: 'inline',
    sourcesContent: false,
    logLevel: 'silent',
  });
  return new Map(outputFiles.map((file) => [relative(ROOT, file.path), file.text]));
}
