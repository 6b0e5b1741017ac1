// Writes the icon sprite src/web/icons.svg from Lucide (ISC licence). Run it after adding a name here;
// `--check` only compares.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const NAMES = [
  'arrow-left',
  'at-sign',
  'ban',
  'bell',
  'bell-off',
  'bell-ring',
  'bookmark',
  'bot',
  'calendar',
  'check',
  'chevron-down',
  'chevron-left',
  'chevron-right',
  'chevron-up',
  'circle-alert',
  'circle-check',
  'clock',
  'code',
  'compass',
  'copy',
  'crosshair',
  'ellipsis',
  'external-link',
  'eye',
  'eye-off',
  'flag',
  'globe',
  'hash',
  'heart',
  'history',
  'house',
  'image',
  'image-plus',
  'images',
  'info',
  'key-round',
  'keyboard',
  'languages',
  'link',
  'lock',
  'log-in',
  'log-out',
  'mail',
  'maximize',
  'menu',
  'message-circle',
  'message-square',
  'monitor',
  'moon',
  'palette',
  'pencil',
  'pin',
  'pin-off',
  'plus',
  'repeat-2',
  'rss',
  'search',
  'send',
  'settings',
  'share-2',
  'shield',
  'smartphone',
  'sparkles',
  'star',
  'star-off',
  'sticky-note',
  'sun',
  'trash-2',
  'trending-up',
  'triangle-alert',
  'upload',
  'user',
  'user-check',
  'user-minus',
  'user-plus',
  'user-search',
  'user-x',
  'users',
  'volume-x',
  'wifi-off',
  'x',
  'zoom-in',
  'zoom-out',
];

const root = join(import.meta.dirname, '..');
const target = join(root, 'src/web/icons.svg');

const symbols = NAMES.map((name) => {
  const svg = readFileSync(join(root, `node_modules/lucide-static/icons/${name}.svg`), 'utf8');
  const shapes = /<svg[^>]*>([\s\S]*)<\/svg>/
    .exec(svg)![1]!
    .replace(/\s+/g, ' ')
    .replaceAll('> <', '><')
    .trim();
  return `<symbol id="${name}" viewBox="0 0 24 24">${shapes}</symbol>`;
});
const sprite = `<svg xmlns="http://www.w3.org/2000/svg">\n<!-- Lucide, ISC licence: https://lucide.dev/license -->\n${symbols.join('\n')}\n</svg>\n`;

if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== sprite) {
    console.error('src/web/icons.svg is out of date: run bin/nexus --node scripts/make-icons.ts');
    process.exit(1);
  }
} else {
  writeFileSync(target, sprite);
}
