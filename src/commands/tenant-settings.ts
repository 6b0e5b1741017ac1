// The settings of a community as options of the command line.

import { readFile } from 'node:fs/promises';
import type { Settings } from '../tenant/settings.ts';
import type { WrittenRule, WrittenSettings } from '../tenant/settings-rules.ts';
import { type Options, optional, UsageError } from './command.ts';

const TEXTS = {
  name: 'name',
  'short-name': 'shortName',
  description: 'description',
  accent: 'accent',
  'contact-email': 'contactEmail',
  'contact-user': 'contactUsername',
} as const;

const FILES = ['about', 'rules', 'logo', 'cover'] as const;
const CHOICES = ['registration', 'public-preview', 'languages', 'max-characters'] as const;

export const SETTINGS_USAGE = `[--name N] [--short-name N] [--description T] [--accent '#4338ca'] [--registration open|approval|closed]
      [--public-preview on|off] [--languages en,fr] [--contact-email E] [--contact-user NAME] [--max-characters N]
      [--about FILE] [--rules FILE] [--logo FILE|none] [--cover FILE|none]`;

export const SETTINGS_OPTIONS = Object.fromEntries(
  [...Object.keys(TEXTS), ...FILES, ...CHOICES].map((name) => [name, { type: 'string' }] as const),
);

/** Reads the options; what the domain knows of the values it says itself. An empty text clears one. */
export async function readSettings(options: Options): Promise<WrittenSettings> {
  const texts = Object.entries(TEXTS).map(([option, name]) => [name, options[option]] as const);
  const characters = optional(options, 'max-characters');
  const languages = optional(options, 'languages');
  const [about, rules] = [await fileOf(options, 'about'), await fileOf(options, 'rules')];
  return {
    ...Object.fromEntries(texts.filter(([, value]) => typeof value === 'string')),
    registration: optional(options, 'registration') as Settings['registration'] | undefined,
    publicPreview: onOff(options, 'public-preview'),
    languages: languages?.split(',').map((code) => code.trim()),
    maxCharacters: characters === undefined ? undefined : Number(characters),
    about: about?.toString(),
    rules: rules && rulesIn(rules.toString()),
  };
}

/** Pictures named by the options; `none` takes one away. */
export async function readPictures(options: Options) {
  const picture = async (name: 'logo' | 'cover') =>
    options[name] === 'none' ? null : await fileOf(options, name);
  return { logo: await picture('logo'), cover: await picture('cover') };
}

async function fileOf(options: Options, name: string): Promise<Buffer | undefined> {
  const path = optional(options, name);
  if (path === undefined) return undefined;
  return readFile(path).catch((error: Error) => {
    throw new UsageError(`--${name}: ${error.message}`);
  });
}

/** A rule per line; what is behind " | " is its hint. */
const rulesIn = (text: string): WrittenRule[] =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [rule = '', ...hint] = line.split(' | ');
      return { text: rule, hint: hint.join(' | ') };
    });

function onOff(options: Options, name: string): boolean | undefined {
  const value = optional(options, name);
  if (value === undefined) return undefined;
  if (value !== 'on' && value !== 'off') throw new UsageError(`--${name} must be on or off`);
  return value === 'on';
}
