import type { Context } from 'koa';
import type { z } from 'zod';
import type { FileAnswer } from '@xinglin/shared/kernel/endpoint';
import { problem } from '@xinglin/shared/kernel/problem';

/** What a form adds around its one file: boundaries, and the name the device gave it. */
const FORM_MARGIN = 8 * 1024;
const PATIENCE = 4;

/** The file in the body: the body itself, or the one file of a form (WeChat can upload no other way). Its name is never read. */
export async function fileIn(ctx: Context, most: number): Promise<Buffer> {
  const type = ctx.get('content-type');
  const isForm = type.startsWith('multipart/form-data');
  const bytes = await readAll(ctx, isForm ? most + FORM_MARGIN : most);
  if (!isForm) return bytes;
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } })
    .formData()
    .catch(() => Promise.reject(problem('INVALID_INPUT')));
  const files = [...form.values()].filter((value) => typeof value !== 'string');
  const [file] = files;
  if (!file || files.length > 1) throw problem('INVALID_INPUT');
  if (file.size > most) throw problem('PAYLOAD_TOO_LARGE');
  return Buffer.from(await file.arrayBuffer());
}

/**
 * Keeps nothing past the limit: the length a client announces is only a claim. What is a little too long is read to its end
 * and dropped, so that the client hears why; what goes on and on loses its connection.
 */
async function readAll(ctx: Context, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of ctx.req) {
    size += (chunk as Buffer).length;
    if (size <= most) chunks.push(chunk as Buffer);
    else chunks.length = 0;
    if (size > PATIENCE * most) break;
  }
  if (size > most) throw problem('PAYLOAD_TOO_LARGE');
  return Buffer.concat(chunks);
}

/** A file of somebody, made harmless for a browser: no guessing of its type, no scripts, never part of a page of ours. */
export function sendFile(ctx: Context, answer: object): void {
  const { bytes, mediaType, fileName } = answer as z.infer<typeof FileAnswer>;
  ctx.set({
    'content-type': mediaType,
    'content-disposition': `attachment; filename="${fileName}"`,
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-site',
    'cache-control': 'private, no-store',
  });
  ctx.body = Buffer.from(bytes);
}
