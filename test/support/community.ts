// A community of its own for a test file: people, their contexts, and requests to its server.

import { randomBytes } from 'node:crypto';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { mintToken } from '../../src/auth/mint.ts';
import type { Config } from '../../src/config.ts';
import {
  type Ctx,
  type Role,
  type RootCtx,
  type Tenant,
  transaction,
  type Viewer,
} from '../../src/context.ts';
import { contextFor, type Deployment } from '../../src/deployment.ts';
import { makeServer } from '../../src/server.ts';
import { createTenant, deleteTenant } from '../../src/tenant/lifecycle.ts';
import type { Settings } from '../../src/tenant/settings.ts';
import { createUser } from '../../src/user/create.ts';
import type { Id } from '../../src/utils/id.ts';
import { atEnd } from './at-end.ts';
import { testDeployment } from './deployment.ts';

export interface Person {
  readonly id: Id;
  readonly username: string;
  /** A fresh context with this person as viewer: one per simulated request. */
  ctx(): Ctx;
  /** Makes a bearer token; all scopes unless told. */
  token(scopes?: readonly string[]): Promise<string>;
}

export interface Community {
  readonly deployment: Deployment;
  readonly tenant: Tenant;
  readonly host: string;
  /** A fresh context with nobody signed in. */
  ctx(): RootCtx;
  person(username: string, options?: { role?: Role; locked?: boolean; bot?: boolean }): Promise<Person>;
  /** Sends a request to this community's server; `token` goes into the Authorization header. */
  request(options: InjectOptions & { token?: string }): Promise<LightMyRequestResponse>;
}

/** Makes a community on the file's deployment; it is dropped when the file's tests are done. */
export async function makeCommunity(
  settings: Partial<Settings> = {},
  overrides: Partial<Config> = {},
): Promise<Community> {
  const deployment = await testDeployment(overrides);
  const slug = `t${randomBytes(6).toString('hex')}`;
  const host = `${slug}.localhost`;
  await createTenant(deployment.shardUrls, { slug, domains: [host], settings: { name: slug, ...settings } });
  await deployment.directory.refresh();
  const tenant = deployment.directory.bySlug(slug)!;
  // A file's own database goes with everything in it.
  if (process.env.NEXUS_TEST_DATABASE !== undefined) atEnd(() => deleteTenant(deployment.shardUrls, slug));
  const ctx = (viewer: Viewer | null = null) => contextFor(deployment, tenant, { viewer });
  let server: Promise<FastifyInstance> | undefined;
  return {
    deployment,
    tenant,
    host,
    ctx: () => ctx(),
    person: (username, options = {}) => makePerson(ctx, username, options),
    async request({ token, ...options }) {
      server ??= makeServer(deployment);
      const headers = { host, ...(token && { authorization: `Bearer ${token}` }), ...options.headers };
      return (await server).inject({ ...options, headers });
    },
  };
}

async function makePerson(
  ctx: (viewer?: Viewer) => Ctx,
  username: string,
  options: { role?: Role; locked?: boolean; bot?: boolean },
): Promise<Person> {
  const { role = 'member', ...flags } = options;
  const id = await transaction(ctx(), (tx) => createUser(tx, { username, role, state: 'active', ...flags }));
  const today = new Date().toISOString().slice(0, 10);
  const viewer: Viewer = { id, username, role, locale: 'en', lastActiveOn: today, version: 1 };
  return {
    id,
    username,
    ctx: () => ctx(viewer),
    token: (scopes = ['read', 'write', 'follow', 'push', 'profile']) => mintToken(ctx(), id, scopes),
  };
}
