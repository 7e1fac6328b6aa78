import { z } from 'zod';

export const Role = z.enum(['patient', 'rider', 'pharmacist', 'store_staff', 'compliance_officer']);
export type Role = z.infer<typeof Role>;

/** Who may call: everybody, or the roles named. There is no default, so an endpoint without one does not compile. */
export type Access = 'public' | readonly [Role, ...Role[]];

/**
 * Whose things the endpoint reaches: `caller` only what belongs to the one who asks, `store` only what belongs to the
 * store of the one who asks, `assigned` only what the one who asks was given to work on, `anyone` no single owner.
 * What is not yours answers 404, never 403.
 */
export type Ownership = 'caller' | 'store' | 'assigned' | 'anyone';

/** One HTTP operation, declared once: the BFF serves it, the clients call it, the API document and the access list are read from it. */
export type Endpoint<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: `/${string}`;
  readonly summary: string;
  readonly access: Access;
  readonly owner: Ownership;
  /** The call must carry an `Idempotency-Key`; a repeat with the same key gets the first answer again. */
  readonly idempotent?: true;
  /** The longest body, where the usual 100 kB are too few. */
  readonly bodyLimit?: `${number}mb`;
  /** The body is one file (raw, or the one part of a form), not JSON; `input` then holds path and query only. */
  readonly takesFile?: true;
  /** The answer is a file, not JSON; `output` is `FileAnswer`. */
  readonly givesFile?: true;
  /** Path parameters, then query (GET) or JSON body (others), as one flat object. */
  readonly input: I;
  readonly output: O;
};

export const endpoint = <I extends z.ZodType, O extends z.ZodType>(e: Endpoint<I, O>): Endpoint<I, O> => e;

export type Input<E extends Endpoint> = z.output<E['input']>;
export type Output<E extends Endpoint> = z.output<E['output']>;

/** Identifier of a row: UUIDv7. */
export const Id = z.uuid();

/** A list in a query string: `a,b,c`. */
export const list = <T extends z.ZodType<unknown, string>>(item: T) =>
  z
    .union([z.array(z.string()), z.string().transform((text) => text.split(',').filter(Boolean))])
    .pipe(z.array(item));

/** A number in a query string. */
export const number = () => z.coerce.number<number>();

/** The answer of an endpoint that gives a file. */
export const FileAnswer = z.object({
  bytes: z.custom<Uint8Array>((given) => given instanceof Uint8Array),
  mediaType: z.string(),
  fileName: z.string().regex(/^[\w.-]{1,80}$/),
});

/** Nothing to say but that it was done. */
export const Done = z.object({ done: z.literal(true) });
export const done = { done: true } as const;
