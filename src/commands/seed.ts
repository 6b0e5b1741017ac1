// `nexus seed …`: content to look at, and content to measure with.

import { seedCrowdInto } from '../../seeds/crowd/crowd.ts';
import { seedDemoInto } from '../../seeds/demo/demo.ts';
import { progressBar } from '../utils/progress.ts';
import { type Command, print, tenantContext, wholeNumber } from './command.ts';
import { withDeployment } from './open.ts';

export const seedDemo: Command = {
  usage: '',
  summary: 'Two communities with people, pictures, threads and likes. Repeating it changes nothing.',
  run: (config) =>
    withDeployment(config, async (deployment) => {
      const logins = await seedDemoInto(deployment);
      for (const login of logins) print(`${login.address}  ${login.email}  ${login.password}`);
    }),
};

export const seedCrowd: Command = {
  usage: '[--users N] [--posts N] [--follows N] [--likes N] [--tenant SLUG]',
  summary: 'A crowd with a realistic skew, for load tests.',
  options: {
    users: { type: 'string' },
    posts: { type: 'string' },
    follows: { type: 'string' },
    likes: { type: 'string' },
    tenant: { type: 'string' },
  },
  run: (config, { options }) =>
    withDeployment(config, async (deployment) => {
      const ctx = tenantContext(deployment, options);
      const bar = progressBar('Seeding the crowd');
      const sizes = {
        users: wholeNumber(options, 'users', 10_000),
        posts: wholeNumber(options, 'posts', 100_000),
        follows: wholeNumber(options, 'follows', 400_000),
        likes: wholeNumber(options, 'likes', 490_000),
      };
      const url = deployment.shardUrls.get(ctx.tenant.shard)!;
      const made = await seedCrowdInto({ url, schema: ctx.tenant.schema }, sizes, bar.update);
      bar.stop();
      print(`${made.rows} rows in ${made.seconds.toFixed(1)} s`);
    }),
};
