// The REST reference: OpenAPI 3.1 from the routes' own declarations at /openapi.json, and a page at /docs.

import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { NEXUS_VERSION } from '../utils/version.ts';

// The page runs its own script and styles; nothing from members is shown on it, and nothing is loaded
// from elsewhere.
const DOCS_POLICY =
  "default-src 'none'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src blob:; frame-ancestors 'none'; base-uri 'none'";

/** Collects the routes registered after it; call it first. */
export async function collectDocs(fastify: FastifyInstance): Promise<void> {
  await fastify.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Nexus REST API',
        description:
          'The Mastodon client API. Apps and libraries written for it work as they are; a route that is not listed answers 404.',
        version: NEXUS_VERSION,
        license: { name: 'AGPL-3.0-or-later', url: 'https://www.gnu.org/licenses/agpl-3.0.html' },
      },
      components: {
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer', description: 'An OAuth access token.' },
        },
      },
    },
    hideUntagged: true,
  });
}

/** Serves what was collected. */
export async function serveDocs(fastify: FastifyInstance): Promise<void> {
  fastify.get('/openapi.json', async () => fastify.swagger());
  const { default: reference } = await import('@scalar/fastify-api-reference');
  await fastify.register(async (docs) => {
    docs.addHook('onSend', async (_request, reply) => {
      reply.header('Content-Security-Policy', DOCS_POLICY);
    });
    await docs.register(reference, {
      routePrefix: '/docs',
      configuration: {
        url: '/openapi.json',
        title: 'Nexus REST API',
        withDefaultFonts: false,
        telemetry: false,
        showDeveloperTools: 'never',
        agent: { disabled: true },
        mcp: { disabled: true },
      },
    });
  });
}
