// `nexus routes`: every route the server answers.

import { makeServer } from '../server.ts';
import { type Command, print } from './command.ts';
import { withDeployment } from './open.ts';

export const routes: Command = {
  usage: '',
  summary: 'List the routes of the server.',
  run: (config) =>
    withDeployment(config, async (deployment) => {
      const server = await makeServer(deployment);
      await server.ready();
      print(server.printRoutes({ commonPrefix: false }));
      await server.close();
    }),
};
