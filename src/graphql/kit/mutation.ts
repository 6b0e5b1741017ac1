// One way to declare a mutation: its input, the scope a token must cover, what it does and what it answers.
// What the domain refuses comes back as `errors` of the answer; nothing else does, and what is away is no refusal.

import type { FieldMap, InputFieldMap, InputShapeFromFields } from '@pothos/core';
import { DomainError, type ErrorCode } from '../../utils/error.ts';
import { builder, type SchemaTypes } from './builder.ts';
import { type Context, checkScope } from './context.ts';
import { sentence } from './sentence.ts';

type Refused = Exclude<ErrorCode, 'unavailable'>;

interface UserError {
  readonly code: Refused;
  readonly message: string;
  readonly field: string | null;
  readonly rule: string | null;
  readonly limit: number | null;
  readonly retryAfter: number | null;
}

const UserErrorCode = builder.enumType('UserErrorCode', {
  description: 'Why something was not done.',
  values: {
    UNAUTHENTICATED: { value: 'unauthenticated', description: 'Nobody is signed in.' },
    FORBIDDEN: { value: 'forbidden', description: 'Not allowed to who asks.' },
    NOT_FOUND: { value: 'not-found', description: 'Not there, or not visible to who asks.' },
    CONFLICT: { value: 'conflict', description: 'The present state does not allow it.' },
    INVALID: { value: 'invalid', description: 'The input breaks a rule: see `field`, `rule` and `limit`.' },
    LIMITED: { value: 'limited', description: 'Too many attempts: see `retryAfter`.' },
  } as const satisfies Record<string, { value: Refused; description: string }>,
});

const UserErrorType = builder.objectRef<UserError>('UserError').implement({
  description: 'One reason why something was not done.',
  fields: (t) => ({
    code: t.expose('code', { type: UserErrorCode }),
    message: t.exposeString('message', { description: 'A sentence for people.' }),
    field: t.exposeString('field', { nullable: true, description: 'The input field that breaks a rule.' }),
    rule: t.exposeString('rule', {
      nullable: true,
      description: 'The rule: `blank`, `taken`, `too-long`, …',
    }),
    limit: t.exposeInt('limit', { nullable: true, description: 'The limit that was passed.' }),
    retryAfter: t.exposeInt('retryAfter', {
      nullable: true,
      description: 'Seconds until trying again makes sense.',
    }),
  }),
});

/** What a payload's fields start from; null: it was not done. */
export interface Payload<Result> {
  readonly result: Result | null;
  readonly errors: readonly UserError[];
}

type InputBuilder = PothosSchemaTypes.InputFieldBuilder<SchemaTypes, 'InputObject'>;
export type PayloadBuilder<Result> = PothosSchemaTypes.ObjectFieldBuilder<SchemaTypes, Payload<Result>>;

export interface MutationSpec<Input extends InputFieldMap, Result> {
  readonly description: string;
  /** What a token must cover, as the REST route of the same action asks; null: it needs no token. */
  readonly scope: string | null;
  /** It tries a secret or makes an account: one such per request. */
  readonly signIn?: true;
  readonly input?: (t: InputBuilder) => Input;
  readonly run: (context: Context, input: InputShapeFromFields<Input>) => Promise<Result>;
  /** After `run`, so that the compiler knows what it gives. */
  readonly payload?: (t: PayloadBuilder<Result>) => FieldMap;
}

/** Declares a mutation with `<Name>Input` and `<Name>Payload`. */
// biome-ignore lint/complexity/noBannedTypes: no input fields
export function mutation<Result, Input extends InputFieldMap = {}>(
  name: string,
  spec: MutationSpec<Input, Result>,
): void {
  const typeName = name.charAt(0).toUpperCase() + name.slice(1);
  const payload = builder.objectRef<Payload<Result>>(`${typeName}Payload`).implement({
    fields: (t) => ({
      ...(spec.payload?.(t as unknown as PayloadBuilder<Result>) as object),
      errors: t.field({ type: [UserErrorType], extensions: { size: 1 }, resolve: (parent) => parent.errors }),
    }),
  });
  const { input } = spec;
  const inputType = input && builder.inputType(`${typeName}Input`, { fields: (t) => input(t) });
  builder.mutationField(name, (t) =>
    t.field({
      type: payload,
      description: spec.description,
      extensions: { scope: spec.scope, signIn: spec.signIn ?? false },
      args: inputType === undefined ? {} : { input: t.arg({ type: inputType, required: true }) },
      resolve: (_root, args, context) =>
        attempt(context, spec.scope, () =>
          spec.run(context, (args as { input?: unknown }).input as InputShapeFromFields<Input>),
        ),
    }),
  );
}

/** Runs it; what was read before it is forgotten, since it may have changed. */
async function attempt<Result>(
  context: Context,
  scope: string | null,
  run: () => Promise<Result>,
): Promise<Payload<Result>> {
  try {
    checkScope(context, scope);
    return { result: await run(), errors: [] };
  } catch (error) {
    if (!(error instanceof DomainError) || error.code === 'unavailable') throw error;
    return { result: null, errors: userErrors(error, error.code) };
  } finally {
    context.forget();
  }
}

function userErrors(error: DomainError, code: Refused): UserError[] {
  const retryAfter = error.retryAfter === undefined ? null : Math.ceil(error.retryAfter);
  const plain = {
    code,
    message: error.message,
    field: null,
    rule: null,
    limit: null,
    retryAfter,
  };
  if (error.details.length === 0) return [plain];
  return error.details.map((detail) => ({
    ...plain,
    message: sentence(detail),
    field: detail.field,
    rule: detail.rule,
    limit: detail.limit ?? null,
  }));
}
