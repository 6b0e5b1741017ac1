// Cookies of the pages. With https their names carry the __Host- prefix, which no other host, not even a
// subdomain, can set.

import type { FastifyReply, FastifyRequest } from 'fastify';

/** `session`: the sign-in. `device`: by which a browser is known again. `form`: keys the forms of visitors.
 * `look`: theme, language and the like. */
export type CookieName = 'session' | 'device' | 'form' | 'look';

// The longest a browser keeps one. The server decides when a session ends.
const LONG = 400 * 24 * 3600;

export interface Jar {
  read(name: CookieName): string | undefined;
  /** `form` goes with the browser's session, the others stay. */
  write(name: CookieName, value: string): void;
  clear(name: CookieName): void;
}

/** The cookies of a request and its answer. */
export function openJar(request: FastifyRequest, reply: FastifyReply, secure: boolean): Jar {
  const full = (name: CookieName) => (secure ? `__Host-${name}` : name);
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const;
  const given = request.server.parseCookie(request.headers.cookie ?? '');
  return {
    read: (name) => given[full(name)],
    write: (name, value) =>
      void reply.setCookie(full(name), value, name === 'form' ? options : { ...options, maxAge: LONG }),
    clear: (name) => void reply.clearCookie(full(name), options),
  };
}
