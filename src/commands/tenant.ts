// `nexus tenant …`: the communities of this deployment.

import { contextFor, type Deployment } from '../deployment.ts';
import { changeSettingsWithPictures } from '../media/brand-pictures.ts';
import { deleteCommunityFiles } from '../media/storage.ts';
import { createTenant, deleteTenant, setTenantDomains, setTenantStatus } from '../tenant/lifecycle.ts';
import { DEFAULT_SETTINGS } from '../tenant/settings.ts';
import { checkSettings } from '../tenant/settings-rules.ts';
import { asStaff, type Command, optional, print, printRows, required, UsageError, word } from './command.ts';
import { withDeployment } from './open.ts';
import { makeOwner } from './owner.ts';
import { readPictures, readSettings, SETTINGS_OPTIONS, SETTINGS_USAGE } from './tenant-settings.ts';

const create: Command = {
  usage: `SLUG --domain D[,D2] [--owner NAME --email E --password P] [--shard S]
      ${SETTINGS_USAGE}`,
  summary: 'Make a community; with --owner also its first member.',
  options: {
    ...SETTINGS_OPTIONS,
    domain: { type: 'string' },
    owner: { type: 'string' },
    email: { type: 'string' },
    password: { type: 'string' },
    shard: { type: 'string' },
  },
  run: (config, args) =>
    withDeployment(config, async (deployment) => {
      const slug = word(args, 'SLUG');
      const domains = domainsOf(required(args.options, 'domain'));
      const shard = optional(args.options, 'shard');
      const written = await readSettings({ name: slug, ...args.options });
      const settings = checkSettings(written, DEFAULT_SETTINGS);
      await createTenant(deployment.shardUrls, { slug, domains, settings, ...(shard && { shard }) });
      await deployment.directory.refresh();
      const pictures = await readPictures(args.options);
      await changeSettingsWithPictures(staffOf(deployment, slug), {}, pictures);
      const owner = optional(args.options, 'owner');
      if (owner !== undefined) await makeOwner(deployment, slug, owner, args.options);
      print(`Made community "${slug}" at ${deployment.directory.bySlug(slug)!.origin}`);
    }),
};

const domainsOf = (list: string): string[] => [
  ...new Set(list.split(',').map((domain) => domain.trim().toLowerCase())),
];

const list: Command = {
  usage: '[--json]',
  summary: 'Show all communities.',
  run: (config, args) =>
    withDeployment(config, async (deployment) => {
      printRows(
        args.options,
        deployment.directory.all().map((tenant) => ({
          slug: tenant.slug,
          name: tenant.settings.name,
          status: tenant.status,
          domains: tenant.domains.join(','),
          shard: tenant.shard,
        })),
      );
    }),
};

const domains: Command = {
  usage: '',
  summary: 'Print every domain that is served, one a line: for whoever gets certificates for them.',
  run: (config) =>
    withDeployment(config, async (deployment) => {
      const served = deployment.directory.all().filter((tenant) => tenant.status === 'active');
      for (const domain of served.flatMap((tenant) => tenant.domains)) print(domain);
    }),
};

const show: Command = {
  usage: 'SLUG',
  summary: 'Show a community and its settings, as JSON.',
  run: (config, args) =>
    withDeployment(config, async (deployment) => {
      const tenant = deployment.directory.bySlug(word(args, 'SLUG'));
      if (tenant === undefined) throw new Error('No community has that slug (nexus tenant list shows them)');
      print(JSON.stringify(tenant, null, 2));
    }),
};

const set: Command = {
  usage: `SLUG ${SETTINGS_USAGE}`,
  summary:
    'Change settings of a community. --rules: one a line, a hint behind " | ". Pictures are cut to their shape.',
  options: SETTINGS_OPTIONS,
  run: (config, args) =>
    withDeployment(config, async (deployment) => {
      const slug = word(args, 'SLUG');
      const [written, pictures] = [await readSettings(args.options), await readPictures(args.options)];
      await changeSettingsWithPictures(staffOf(deployment, slug), written, pictures);
      print(`Changed community "${slug}".`);
    }),
};

const move: Command = {
  usage: 'SLUG --domain D[,D2]',
  summary: 'Give a community other domains: all it is to have, the first is the one in links.',
  options: { domain: { type: 'string' } },
  run: (config, args) =>
    withDeployment(config, async (deployment) => {
      const slug = word(args, 'SLUG');
      await setTenantDomains(deployment.shardUrls, slug, domainsOf(required(args.options, 'domain')));
      await deployment.directory.refresh();
      print(`Community "${slug}" is at ${deployment.directory.bySlug(slug)!.origin}`);
    }),
};

function staffOf(deployment: Deployment, slug: string) {
  const tenant = deployment.directory.bySlug(slug);
  if (tenant === undefined) throw new Error('No community has that slug (nexus tenant list shows them)');
  return asStaff(contextFor(deployment, tenant));
}

const status = (to: 'active' | 'suspended', done: string): Command => ({
  usage: 'SLUG',
  summary:
    to === 'active' ? 'Serve a suspended community again.' : 'Stop serving a community; nothing is deleted.',
  run: (config, args) =>
    withDeployment(config, async (deployment) => {
      const slug = word(args, 'SLUG');
      await setTenantStatus(deployment.shardUrls, slug, to);
      print(`${done} community "${slug}".`);
    }),
});

const remove: Command = {
  usage: 'SLUG --yes',
  summary: 'Delete a community and everything in it, for good.',
  options: { yes: { type: 'boolean' } },
  run: (config, args) =>
    withDeployment(config, async (deployment) => {
      const slug = word(args, 'SLUG');
      if (args.options.yes !== true)
        throw new UsageError(`this deletes all of "${slug}" for good: add --yes`);
      await deleteTenant(deployment.shardUrls, slug);
      await deleteCommunityFiles(slug);
      print(`Deleted community "${slug}".`);
    }),
};

export const tenantCommands: Readonly<Record<string, Command>> = {
  'tenant create': create,
  'tenant list': list,
  'tenant domains': domains,
  'tenant show': show,
  'tenant set': set,
  'tenant move': move,
  'tenant suspend': status('suspended', 'Suspended'),
  'tenant resume': status('active', 'Resumed'),
  'tenant delete': remove,
};
