// `nexus token create`: a bearer token for a person, for scripts and trials.

import { mintToken } from '../auth/mint.ts';
import { appByClientId } from '../auth/oauth/app.ts';
import { KNOWN_SCOPES } from '../auth/scope.ts';
import { userByUsername } from '../user/user.ts';
import { asStaff, type Command, optional, print, required, tenantContext, UsageError } from './command.ts';
import { withDeployment } from './open.ts';

export const tokenCreate: Command = {
  usage: '--user NAME [--scopes "read write follow push"] [--client-id ID] [--tenant SLUG]',
  summary: 'Make an access token; it stands alone on the last line.',
  options: {
    user: { type: 'string' },
    scopes: { type: 'string' },
    'client-id': { type: 'string' },
    tenant: { type: 'string' },
  },
  run: (config, args) =>
    withDeployment(config, async (deployment) => {
      const ctx = tenantContext(deployment, args.options);
      const name = required(args.options, 'user').replace(/^@/, '');
      const scopes = (optional(args.options, 'scopes') ?? 'read write follow push').split(/\s+/);
      const unknown = scopes.find((scope) => !KNOWN_SCOPES.includes(scope));
      if (unknown !== undefined) throw new UsageError(`--scopes: there is no scope "${unknown}"`);
      const user = await userByUsername(asStaff(ctx), name);
      if (user?.state !== 'active')
        throw new Error(`Nobody active is called "${name}" in "${ctx.tenant.slug}".`);
      const clientId = optional(args.options, 'client-id');
      const app = clientId === undefined ? undefined : await appByClientId(ctx, clientId);
      if (clientId !== undefined && app == null) throw new Error(`No app has the client id "${clientId}".`);
      print(await mintToken(ctx, user.id, scopes, app?.id));
    }),
};
