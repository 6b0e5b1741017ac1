// The choice of language and theme at the foot of every page, kept in this browser. It needs no form token, so
// that pages of visitors can be the same for all: what another site could do with it is turn on the light.

import { LOCALES } from '../../utils/messages/locale.ts';
import { formTooOld } from '../kit/error-page.tsx';
import { isForeign } from '../kit/form.ts';
import { LOOK_CHOICES, type Look, readLook, writeLook } from '../kit/look.ts';
import { returnPath, type WebApp } from '../kit/page.ts';
import { sendPage } from '../kit/send.tsx';
import { openVisit, type Visit } from '../kit/visit.ts';

export const lookPages = ({ fastify, deployment }: WebApp): void => {
  fastify.post('/look', async (request, reply) => {
    const visit = await openVisit(deployment, request, reply);
    if (isForeign(request)) return sendPage(visit, reply, formTooOld(visit));
    visit.cookies.write('look', writeLook(chosenLook(visit)));
    return reply.header('Cache-Control', 'no-store').redirect(returnPath(visit), 303);
  });
};

/** What was chosen, over what was before; a choice that is none changes nothing. */
function chosenLook({ look, field }: Visit): Look {
  const chosen = new URLSearchParams(writeLook(look));
  for (const [name, values] of Object.entries(LOOK_CHOICES))
    if (values.includes(field(name))) chosen.set(name, field(name));
  const language = field('language');
  if (LOCALES.some(({ tag }) => tag === language)) chosen.set('language', language);
  return readLook(chosen.toString());
}
