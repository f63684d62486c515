import type { IncomingMessage } from 'node:http';
import { ApiError } from './api-error.ts';
import { FILE_LIMIT, REQUEST_LIMIT, type Upload } from './files.ts';

/** A request's JSON and the files that came with it. */
export type RequestBody = { readonly body: unknown; readonly uploads: readonly Upload[] };

/** Reads the body of a request to its end; undefined when the client went away before. */
export async function readBody(request: IncomingMessage): Promise<RequestBody | undefined> {
  const chunks = await read(request);
  if (!chunks) return undefined;
  if (chunks.length === 0) return { body: undefined, uploads: [] };
  const bytes = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('multipart/form-data')) return readMultipart(bytes, type);
  if (!type.startsWith('application/json')) throw malformed(`content-type ${type || 'is missing'}`);
  return { body: parse(bytes.toString()), uploads: [] };
}

function read(request: IncomingMessage): Promise<readonly Buffer[] | undefined> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => resolve(chunks));
    request.on('error', () => resolve(undefined));
  });
}

async function readMultipart(bytes: Buffer, type: string): Promise<RequestBody> {
  if (bytes.length > REQUEST_LIMIT) throw tooLarge();
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData();
  const uploads: Upload[] = [];
  for (const [key, value] of form) {
    if (typeof value === 'string') continue;
    const id = /^files\[(\d+)\]$/.exec(key)?.[1];
    if (id === undefined) throw malformed(`multipart field ${key}`);
    const content = Buffer.from(await value.arrayBuffer());
    if (content.length > FILE_LIMIT) throw tooLarge();
    uploads.push({ id, name: value.name, type: value.type || 'application/octet-stream', bytes: content });
  }
  const payload = form.get('payload_json');
  return { body: typeof payload === 'string' ? parse(payload) : {}, uploads };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new ApiError(400, 50109, { message: 'The request body contains invalid JSON.', blame: 'illegal' });
  }
}

function malformed(what: string): ApiError {
  return new ApiError(400, 0, { message: `unexpected ${what}`, blame: 'illegal' });
}

function tooLarge(): ApiError {
  return new ApiError(413, 40005, { message: 'Request entity too large', blame: 'illegal' });
}
