import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Sandbox } from './contract.ts';
import { isOwnOrigin } from './page-origin.ts';
import { MAX_UPLOAD_BYTES } from './uploads.ts';

/** Where the page sends a file that the visitor attaches; its name is the query's `name`. */
export const FILES_PATH = '/page/files';
const MAX_NAME = 200;

/** Takes one file from a page of this server's own; answers with its id, or a sentence. Never rejects. */
export async function takeFile(
  sandbox: Pick<Sandbox, 'attach'> | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const say = (status: number, body: Readonly<Record<string, string>>) =>
    void response
      .writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store', connection: 'close' })
      .end(JSON.stringify(body));
  if (request.method !== 'POST' || !isOwnOrigin(request))
    return say(403, { fault: 'Only this sandbox’s own page sends files.' });
  if (!sandbox) return say(503, { fault: 'The sandbox is still starting. Try again in a moment.' });
  const name = new URL(request.url ?? '', 'http://page').searchParams.get('name')?.slice(0, MAX_NAME) ?? '';
  try {
    const bytes = await readBytes(request);
    const contentType = request.headers['content-type'] ?? '';
    return say(200, { id: sandbox.attach({ name: name === '' ? 'file' : name, bytes, contentType }) });
  } catch (error) {
    return say(413, { fault: error instanceof Error ? error.message : String(error) });
  }
}

/** One byte more than is taken is enough to be refused. */
async function readBytes(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size <= MAX_UPLOAD_BYTES + 1) chunks.push(chunk);
  }
  if (size <= MAX_UPLOAD_BYTES) return Buffer.concat(chunks);
  throw new RangeError(`This sandbox takes files of up to ${MAX_UPLOAD_BYTES / 1024 / 1024} MiB.`);
}
