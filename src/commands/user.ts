// `nexus user …`: people of a community, for the host.

import { randomBytes } from 'node:crypto';
import { setPassword } from '../auth/create-login.ts';
import type { Ctx, Role } from '../context.ts';
import { listUsers } from '../user/list.ts';
import { setRole, setState } from '../user/roles.ts';
import { userByUsername } from '../user/user.ts';
import {
  type Arguments,
  asStaff,
  type Command,
  optional,
  print,
  printRows,
  required,
  tenantContext,
  UsageError,
  word,
} from './command.ts';
import { withDeployment } from './open.ts';
import { makePerson } from './owner.ts';

const ROLES: readonly Role[] = ['owner', 'admin', 'moderator', 'member'];
const TENANT = { tenant: { type: 'string' } } as const;

const create: Command = {
  usage: 'NAME --email E --password P [--role owner|admin|moderator|member] [--tenant SLUG]',
  summary: 'Make a person, confirmed at once.',
  options: { email: { type: 'string' }, password: { type: 'string' }, role: { type: 'string' }, ...TENANT },
  run: (config, args) =>
    withDeployment(config, async (deployment) => {
      const username = word(args, 'NAME');
      const slug = optional(args.options, 'tenant') ?? 'main';
      const email = required(args.options, 'email');
      const password = required(args.options, 'password');
      await makePerson(deployment, slug, { username, email, password, role: readRole(args) });
      print(`Made @${username} in "${slug}".`);
    }),
};

const list: Command = {
  usage: '[--tenant SLUG] [--json]',
  summary: 'Show the newest 200 people of a community.',
  options: TENANT,
  run: (config, args) =>
    withDeployment(config, async (deployment) => {
      printRows(args.options, await listUsers(tenantContext(deployment, args.options), 200));
    }),
};

const role: Command = {
  usage: 'NAME --role owner|admin|moderator|member [--tenant SLUG]',
  summary: 'Give a person another role.',
  options: { role: { type: 'string' }, ...TENANT },
  run: (config, args) =>
    withPerson(config, args, async (ctx, id, name) => {
      required(args.options, 'role');
      await setRole(ctx, id, readRole(args));
      print(`@${name} is ${readRole(args)} now.`);
    }),
};

const changeState = (state: 'active' | 'suspended', done: string): Command => ({
  usage: 'NAME [--tenant SLUG]',
  summary:
    state === 'suspended'
      ? 'Suspend a person: signed out, hidden, nothing deleted.'
      : 'Let a suspended or pending person in.',
  options: TENANT,
  run: (config, args) =>
    withPerson(config, args, async (ctx, id, name) => {
      await setState(ctx, id, state);
      print(`${done} @${name}.`);
    }),
});

const resetPassword: Command = {
  usage: 'NAME [--password P] [--tenant SLUG]',
  summary: 'Set a password (made up when not given); all sessions of the person end.',
  options: { password: { type: 'string' }, ...TENANT },
  run: (config, args) =>
    withPerson(config, args, async (ctx, id, name) => {
      const password = optional(args.options, 'password') ?? randomBytes(12).toString('base64url');
      await setPassword(ctx, id, password);
      print(`@${name} has this password now:\n${password}`);
    }),
};

function withPerson(
  config: Parameters<Command['run']>[0],
  args: Arguments,
  work: (ctx: Ctx, id: string, name: string) => Promise<void>,
): Promise<void> {
  return withDeployment(config, async (deployment) => {
    const ctx = tenantContext(deployment, args.options);
    const name = word(args, 'NAME').replace(/^@/, '');
    const user = await userByUsername(asStaff(ctx), name);
    if (user === undefined) throw new Error(`Nobody is called "${name}" in "${ctx.tenant.slug}".`);
    await work(ctx, user.id, user.username);
  });
}

function readRole(args: Arguments): Role {
  const given = optional(args.options, 'role') ?? 'member';
  if (!(ROLES as readonly string[]).includes(given))
    throw new UsageError(`--role must be one of ${ROLES.join(', ')}`);
  return given as Role;
}

export const userCommands: Readonly<Record<string, Command>> = {
  'user create': create,
  'user list': list,
  'user role': role,
  'user suspend': changeState('suspended', 'Suspended'),
  'user activate': changeState('active', 'Activated'),
  'user reset-password': resetPassword,
};
