// Where other apps of the device share to: text and addresses begin a post. The browser itself sends it, not a
// page of ours, so it comes without a form token and changes nothing; pictures are kept by the service worker,
// which sees them first.

import { localPath } from '../kit/local-path.ts';
import type { WebApp } from '../kit/page.ts';
import { openVisit } from '../kit/visit.ts';

const LONGEST = 5000;

export const sharePages = ({ fastify, deployment }: WebApp): void => {
  fastify.post('/share', async (request, reply) => {
    const { field } = await openVisit(deployment, request, reply);
    const given = ['title', 'text', 'url'].map((name) => [name, field(name).slice(0, LONGEST)] as const);
    const query = new URLSearchParams(given.filter(([, value]) => value !== '').map((pair) => [...pair]));
    return reply.header('Cache-Control', 'no-store').redirect(localPath(`/compose?${query}`), 303);
  });
};
