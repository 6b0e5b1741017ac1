// Signing up through the API. Broken rules are told per field, in the codes apps translate.

import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { registerThroughApp } from '../auth/oauth/register.ts';
import { DomainError, type FieldError } from '../utils/error.ts';
import { TOKEN, tokenEntity } from './entities/token.ts';
import { type RestApp, route } from './kit/route.ts';

const TEXT = Type.Optional(Type.String());

const SHEET = Type.Object({
  username: TEXT,
  email: TEXT,
  password: TEXT,
  agreement: Type.Optional(Type.Boolean()),
  locale: TEXT,
  reason: TEXT,
});

export const registrationRoutes = (app: RestApp): void =>
  route(
    app,
    {
      method: 'POST',
      path: '/api/v1/accounts',
      summary: 'Sign up; the token works once the mail address is confirmed',
      tag: 'accounts',
      token: 'app',
      scope: 'write:accounts',
      body: SHEET,
      response: TOKEN,
      limit: { max: 30, minutes: 30, group: 'registration' },
    },
    async (ctx, { body, reply }) => {
      const { username = '', email = '', password = '', agreement = false, locale, reason } = body;
      const sheet = { username, email, password, agreement };
      const more = { ...(locale !== undefined && isLocale(locale) && { locale }), ...(reason && { reason }) };
      try {
        return tokenEntity(await registerThroughApp(ctx, { ...sheet, ...more }));
      } catch (error) {
        if (error instanceof DomainError && error.code === 'invalid') return answerInvalid(error, reply);
        throw error;
      }
    },
  );

/** An unknown locale is not worth refusing a person. */
const isLocale = (locale: string): boolean => /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$/.test(locale);

function answerInvalid(error: DomainError, reply: FastifyReply) {
  const byField = Object.groupBy(error.details, (detail) => detail.field);
  const details = Object.fromEntries(
    Object.entries(byField).map(([field, broken]) => [field, (broken ?? []).map(detailEntity)]),
  );
  return reply.code(422).type('application/json; charset=utf-8').send({ error: error.message, details });
}

const detailEntity = ({ rule, message }: FieldError) => ({
  error: CODES[rule] ?? 'ERR_INVALID',
  description: message,
});

const CODES: Readonly<Record<string, string>> = {
  accepted: 'ERR_ACCEPTED',
  blank: 'ERR_BLANK',
  reserved: 'ERR_RESERVED',
  taken: 'ERR_TAKEN',
  'too-long': 'ERR_TOO_LONG',
  'too-short': 'ERR_TOO_SHORT',
};
