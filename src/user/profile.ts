// A person's own profile and settings. Texts are rendered to safe HTML once, here; every change makes a
// new version, which is what readers' caches go by.

import { announce, type Ctx, requireViewer, type Tx, transaction } from '../context.ts';
import { statement } from '../utils/db/statement.ts';
import { notFound } from '../utils/error.ts';
import { enqueue } from '../utils/queue.ts';
import { extract } from '../utils/text/extract.ts';
import { parseText } from '../utils/text/parse.ts';
import { renderBio, renderField } from '../utils/text/render.ts';
import { checkProfile, type WrittenProfile } from './profile-rules.ts';
import { type Picture, type ProfileField, type User, userById, usersByUsername } from './user.ts';

export type Visibility = 'public' | 'unlisted' | 'followers' | 'direct';

/** What to change; absent stays. A picture of null is taken away. */
export interface ProfilePatch extends WrittenProfile {
  readonly locked?: boolean | undefined;
  readonly bot?: boolean | undefined;
  readonly discoverable?: boolean | undefined;
  readonly indexable?: boolean | undefined;
  readonly hideCollections?: boolean | undefined;
  readonly avatar?: Picture | null | undefined;
  readonly header?: Picture | null | undefined;
  readonly defaultVisibility?: Visibility | undefined;
  readonly defaultSensitive?: boolean | undefined;
}

interface Stored {
  readonly displayName: string;
  readonly bio: string;
  readonly bioHtml: string;
  readonly fields: readonly ProfileField[];
  readonly avatar: Picture | null;
  readonly avatarDescription: string;
  readonly header: Picture | null;
  readonly headerDescription: string;
  readonly locked: boolean;
  readonly bot: boolean;
  readonly discoverable: boolean;
  readonly indexable: boolean;
  readonly hideCollections: boolean;
  readonly locale: string;
  /** Null: never chosen. */
  readonly defaultVisibility: Visibility | null;
  readonly defaultSensitive: boolean;
  readonly defaultLanguage: string | null;
}

const lockProfile = statement<Stored>(
  'lock-profile',
  `select display_name as "displayName", bio, bio_html as "bioHtml", fields, avatar,
     avatar_description as "avatarDescription", header, header_description as "headerDescription",
     locked, bot, discoverable, indexable, hide_collections as "hideCollections", locale,
     default_visibility as "defaultVisibility", default_sensitive as "defaultSensitive",
     default_language as "defaultLanguage"
   from tenant.user where id = $1 for no key update`,
);

const saveProfile = statement(
  'save-profile',
  `update tenant.user set version = version + 1,
     display_name = $2, bio = $3, bio_html = $4, fields = $5::jsonb, avatar = $6::jsonb, avatar_description = $7,
     header = $8::jsonb, header_description = $9, locked = $10, bot = $11, discoverable = $12, indexable = $13,
     hide_collections = $14, locale = $15, default_visibility = $16, default_sensitive = $17, default_language = $18
   where id = $1`,
);

/**
 * Changes the viewer's own profile and settings and gives the result. 'invalid' names every broken rule.
 * Unlocking the account leaves pending requests pending.
 */
export async function updateProfile(ctx: Ctx, patch: ProfilePatch): Promise<User> {
  const viewer = requireViewer(ctx);
  const checked = { ...patch, ...checkProfile(patch, ctx.tenant.settings) };
  const bioHtml = checked.bio === undefined ? undefined : await renderOwnBio(ctx, checked.bio);
  await transaction(ctx, async (tx) => {
    const stored = await tx.db.row(lockProfile, viewer.id);
    if (stored === undefined) throw notFound();
    const next = merged(stored, { ...checked, bioHtml });
    await tx.db.change(saveProfile, viewer.id, ...valuesOf(next));
    announce(tx, { kind: 'person-changed', userId: viewer.id });
    await removeReplaced(tx, [stored.avatar, stored.header], [next.avatar, next.header]);
  });
  return (await userById(ctx, viewer.id))!;
}

/** A bio's mentions link to people who exist; any other name stays text. */
async function renderOwnBio(ctx: Ctx, bio: string): Promise<string> {
  const tokens = parseText(bio);
  const { origin } = ctx.tenant;
  const users = await usersByUsername(ctx, extract(tokens, { origin }).mentions);
  const mentions = new Map(
    [...users].map(([name, { username }]) => [name, { username, url: `${origin}/@${username}` }]),
  );
  return renderBio(bio, { origin, mentions });
}

function merged(stored: Stored, patch: ProfilePatch & { bioHtml: string | undefined }): Stored {
  const { fields, defaultLanguage, ...rest } = patch;
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return {
    ...stored,
    ...given,
    ...(fields !== undefined && { fields: fields.map((f) => ({ ...f, html: renderField(f.value) })) }),
    ...(defaultLanguage !== undefined && { defaultLanguage: defaultLanguage || null }),
  };
}

const valuesOf = (next: Stored): unknown[] => [
  next.displayName,
  next.bio,
  next.bioHtml,
  JSON.stringify(next.fields),
  next.avatar && JSON.stringify(next.avatar),
  next.avatarDescription,
  next.header && JSON.stringify(next.header),
  next.headerDescription,
  next.locked,
  next.bot,
  next.discoverable,
  next.indexable,
  next.hideCollections,
  next.locale,
  next.defaultVisibility,
  next.defaultSensitive,
  next.defaultLanguage,
];

/** Files of pictures no longer shown are removed once the change is certain. */
async function removeReplaced(
  tx: Tx,
  before: readonly (Picture | null)[],
  after: readonly (Picture | null)[],
) {
  const kept = new Set(after.flatMap(pathsOf));
  const gone = new Set(before.flatMap(pathsOf).filter((path) => !kept.has(path)));
  const keys = [...gone].map((path) => path.replace(/^\/media\//, ''));
  if (keys.length > 0) await enqueue(tx, 'media/remove-files', { keys });
}

const pathsOf = (picture: Picture | null): string[] =>
  picture === null ? [] : [picture.url, picture.staticUrl];
