import { createDocument } from 'zod-openapi';
import { z } from 'zod';
import type { Endpoint } from '@xinglin/shared/kernel/endpoint';
import { API_PREFIX, type Route } from './http.ts';

const ProblemBody = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string(),
    traceId: z.string().optional(),
  })
  .meta({ id: 'Problem' });

/** The OpenAPI 3.1 document, read from the endpoints themselves. */
export function openApiDocument(routes: Route[], version: string) {
  const paths: Record<string, Record<string, object>> = {};
  for (const { endpoint } of routes) {
    const path = API_PREFIX + endpoint.path.replace(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[endpoint.method.toLowerCase()] = operation(endpoint);
  }
  return createDocument({
    openapi: '3.1.1',
    info: { title: '杏林 Xinglin API', version },
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
    paths: paths,
  });
}

function operation(endpoint: Endpoint): object {
  const names = [...endpoint.path.matchAll(/:(\w+)/g)].map(([, name]) => name!);
  const shape =
    endpoint.input instanceof z.ZodObject ? (endpoint.input.shape as Record<string, z.ZodType>) : {};
  const pick = (wanted: (name: string) => boolean) =>
    z.object(Object.fromEntries(Object.entries(shape).filter(([name]) => wanted(name))));
  const rest = endpoint.input instanceof z.ZodObject ? pick((name) => !names.includes(name)) : endpoint.input;
  const hasRest = !(rest instanceof z.ZodObject) || Object.keys(rest.shape).length > 0;
  const reads = endpoint.method === 'GET' || endpoint.takesFile === true;
  const file = { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } as const } };
  return {
    summary: endpoint.summary,
    tags: [endpoint.path.split('/')[1]],
    description: `Access: ${endpoint.access === 'public' ? 'public' : endpoint.access.join(', ')}. Owner: ${endpoint.owner}.`,
    'x-access': endpoint.access,
    'x-owner': endpoint.owner,
    ...(endpoint.access === 'public' ? {} : { security: [{ bearer: [] }] }),
    requestParams: {
      ...(names.length ? { path: pick((name) => names.includes(name)) } : {}),
      ...(reads && hasRest ? { query: rest } : {}),
      ...(endpoint.idempotent ? { header: z.object({ 'Idempotency-Key': z.string() }) } : {}),
    },
    ...(endpoint.takesFile ? { requestBody: { content: file } } : {}),
    ...(!reads && hasRest ? { requestBody: { content: { 'application/json': { schema: rest } } } } : {}),
    responses: {
      200: {
        description: 'OK',
        content: endpoint.givesFile ? file : { 'application/json': { schema: endpoint.output } },
      },
      default: { description: '问题说明', content: { 'application/problem+json': { schema: ProblemBody } } },
    },
  };
}
