// The Instance entity, in both its forms, and Rule.

import type { Tenant } from '../../context.ts';
import { IMAGE_LIMITS, IMAGE_TYPES } from '../../media/limits.ts';
import type { Rule } from '../../tenant/settings.ts';
import type { CommunityStats } from '../../user/stats.ts';
import { COMPATIBLE_VERSION } from '../../utils/version.ts';

/** `GET /api/v2/instance`. */
export function instanceEntity(
  tenant: Tenant,
  stats: CommunityStats,
  contact: object | null,
  sourceUrl: string,
) {
  const { settings, origin } = tenant;
  return {
    domain: tenant.domains[0],
    title: settings.name,
    version: COMPATIBLE_VERSION,
    source_url: sourceUrl || origin,
    description: settings.description,
    usage: { users: { active_month: stats.activeMonth } },
    thumbnail: { url: thumbnailUrl(tenant), description: '' },
    icon: iconEntities(tenant),
    languages: settings.languages,
    configuration: configuration(tenant),
    registrations: {
      enabled: settings.registration !== 'closed',
      approval_required: settings.registration === 'approval',
      reason_required: settings.registration === 'approval',
      message: settings.registration === 'closed' ? 'Registration is closed.' : null,
      min_age: null,
      url: null,
    },
    api_versions: { mastodon: 2 },
    contact: { email: settings.contactEmail, account: contact },
    rules: ruleEntities(settings.rules),
  };
}

/** `GET /api/v1/instance`, deprecated and still asked for by toot, masto.js, Elk and Phanpy. */
export function instanceV1Entity(tenant: Tenant, stats: CommunityStats, contact: object | null) {
  const { settings, origin } = tenant;
  const { accounts, statuses, media_attachments, polls } = configuration(tenant);
  return {
    uri: tenant.domains[0],
    title: settings.name,
    short_description: settings.description,
    description: settings.description,
    email: settings.contactEmail,
    version: COMPATIBLE_VERSION,
    urls: { streaming_api: streamingUrl(origin) },
    stats: { user_count: stats.users, status_count: stats.posts, domain_count: 0 },
    thumbnail: thumbnailUrl(tenant),
    languages: settings.languages,
    registrations: settings.registration !== 'closed',
    approval_required: settings.registration === 'approval',
    invites_enabled: false,
    configuration: { accounts, statuses, media_attachments, polls },
    contact_account: contact,
    rules: ruleEntities(settings.rules),
  };
}

const thumbnailUrl = ({ settings, origin }: Tenant): string =>
  origin + (settings.cover ?? '/assets/header.png');

const iconEntities = ({ settings, origin }: Tenant) =>
  settings.logo === null
    ? [{ src: `${origin}/assets/avatar.png`, size: '400x400' }]
    : Object.entries(settings.logo).map(([size, path]) => ({
        src: `${origin}${path}`,
        size: `${size}x${size}`,
      }));

export const ruleEntities = (rules: readonly Rule[]) =>
  rules.map(({ id, text, hint }) => ({ id, text, hint, translations: {} }));

// Elk crashes without `urls`. The streaming address is announced as the API demands one; clients fall
// back to asking again when nothing answers there.
function configuration({ settings, origin }: Tenant) {
  return {
    urls: {
      streaming: streamingUrl(origin),
      status: null,
      about: origin,
      privacy_policy: null,
      terms_of_service: null,
    },
    accounts: {
      max_display_name_length: 30,
      max_note_length: 500,
      max_avatar_description_length: 1500,
      max_header_description_length: 1500,
      max_featured_tags: settings.maxFeaturedTags,
      max_pinned_statuses: settings.maxPins,
      max_profile_fields: settings.maxFields,
      profile_field_name_limit: 255,
      profile_field_value_limit: 255,
    },
    statuses: {
      max_characters: settings.maxCharacters,
      max_media_attachments: settings.maxMedia,
      characters_reserved_per_url: 23,
    },
    media_attachments: {
      supported_mime_types: IMAGE_TYPES,
      description_limit: 1500,
      image_size_limit: IMAGE_LIMITS.bytes,
      image_matrix_limit: IMAGE_LIMITS.pixels,
      video_size_limit: 0,
      video_frame_rate_limit: 0,
      video_matrix_limit: 0,
    },
    // Neither polls nor push yet; clients read these without looking whether they are there.
    polls: { max_options: 0, max_characters_per_option: 0, min_expiration: 0, max_expiration: 0 },
    vapid: { public_key: '' },
    translation: { enabled: false },
    timelines_access: timelinesAccess(settings.publicPreview),
    limited_federation: true,
  };
}

function timelinesAccess(publicPreview: boolean) {
  const local = publicPreview ? 'public' : 'authenticated';
  const feed = { local, remote: 'disabled' };
  return {
    live_feeds: feed,
    hashtag_feeds: feed,
    trending_link_feeds: { local: 'disabled', remote: 'disabled' },
  };
}

const streamingUrl = (origin: string): string => origin.replace(/^http/, 'ws');
