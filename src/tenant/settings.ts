// A community's own settings, kept as JSON in the directory; what is absent has the default here.

export interface Rule {
  readonly id: string;
  readonly text: string;
  readonly hint: string;
}

/** The community's mark, square, as PNG: paths on this host by size in pixels. */
export interface Logo {
  readonly '32': string;
  readonly '180': string;
  readonly '192': string;
  readonly '512': string;
}

export interface Settings {
  readonly name: string;
  /** Where there is room for one word, as under an app's icon; empty: the name. */
  readonly shortName: string;
  readonly description: string;
  /** Longer text of the about page, as written. */
  readonly about: string;
  /** `#rrggbb`; `accentShades` makes of it what is shown. */
  readonly accent: string;
  readonly logo: Logo | null;
  /** A wide picture for the community's own pages: a path on this host. */
  readonly cover: string | null;
  readonly contactEmail: string;
  /** Username of the person to turn to; empty: none. */
  readonly contactUsername: string;
  readonly languages: readonly string[];
  readonly registration: 'open' | 'approval' | 'closed';
  readonly rules: readonly Rule[];
  readonly maxCharacters: number;
  readonly maxMedia: number;
  readonly maxFields: number;
  readonly maxPins: number;
  readonly maxFeaturedTags: number;
  /** Public feeds and profiles readable without signing in. */
  readonly publicPreview: boolean;
}

export const DEFAULT_SETTINGS: Settings = {
  name: 'Nexus',
  shortName: '',
  description: '',
  about: '',
  accent: '#4338ca',
  logo: null,
  cover: null,
  contactEmail: '',
  contactUsername: '',
  languages: ['en'],
  registration: 'open',
  rules: [],
  maxCharacters: 500,
  maxMedia: 4,
  maxFields: 4,
  maxPins: 5,
  maxFeaturedTags: 10,
  publicPreview: true,
};

/** Completes stored settings with the defaults; unknown keys are dropped. */
export function readSettings(stored: Record<string, unknown>): Settings {
  const known = Object.entries(stored).filter(([key]) => key in DEFAULT_SETTINGS);
  return { ...DEFAULT_SETTINGS, ...Object.fromEntries(known) };
}
