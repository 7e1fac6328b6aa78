import type { Role } from '@xinglin/shared/kernel/endpoint';

type Operation = { 'x-access': 'public' | Role[] };
export type Operations = { method: string; path: string; access: 'public' | Role[] }[];

/** Every operation of the running product, as its own API document tells. */
export async function operationsOf(origin: string): Promise<Operations> {
  const answer = await fetch(`${origin}/docs/openapi.json`);
  const { paths } = (await answer.json()) as { paths: Record<string, Record<string, Operation>> };
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path: path.replace(/\{\w+\}/g, '01a20571-3343-7276-9bf0-7a67e0ee12f3'),
      access: operation['x-access'],
    })),
  );
}

/** Asks without caring for the answer's body: only whether one is let in. */
export async function statusOf(
  origin: string,
  { method, path }: Operations[number],
  token?: string,
): Promise<number> {
  const { status } = await fetch(origin + path, {
    method,
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    ...(method === 'GET' ? {} : { body: '{}' }),
  });
  return status;
}
