import { apiError } from './api-error.ts';
import { isJson, type Json } from './json.ts';

export type UploadedFile = { field: string; name: string; contentType: string; text: string; bytes: Uint8Array };

/** The body of a request: its JSON, and the files that came with it. */
export type Form = { json: unknown; files: readonly UploadedFile[] };

/**
 * Reads a body as Discord does: JSON, or a multipart form of `payload_json` and `files[n]`
 * (https://docs.discord.com/developers/reference#uploading-files). Throws an ApiError for JSON that is none.
 */
export async function readForm(bytes: Buffer, contentType: string): Promise<Form> {
  if (bytes.length === 0) return { json: undefined, files: [] };
  if (!contentType.startsWith('multipart/form-data')) return { json: parseJson(bytes.toString('utf8')), files: [] };
  const form = await parseMultipart(bytes, contentType);
  const payload = form.get('payload_json');
  const json = typeof payload === 'string' ? parseJson(payload) : formFields(form);
  const files = [...form.entries()].flatMap(([field, value]) =>
    typeof value === 'string' ? [] : [readFile(field, value)],
  );
  return { json, files: await Promise.all(files) };
}

async function parseMultipart(bytes: Buffer, contentType: string): Promise<FormData> {
  try {
    return await new Response(new Uint8Array(bytes), { headers: { 'content-type': contentType } }).formData();
  } catch (cause) {
    throw apiError('invalidJson', { cause });
  }
}

async function readFile(field: string, file: File): Promise<UploadedFile> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  return { field, name: file.name, contentType: file.type, text: new TextDecoder().decode(bytes), bytes };
}

/** A form without payload_json: its text fields. */
function formFields(form: FormData): Json {
  const texts = [...form.entries()].filter(([, value]) => typeof value === 'string');
  return Object.fromEntries(texts);
}

function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    throw apiError('invalidJson');
  }
}

/** The body as an object; throws the ApiError that Discord gives for a list or a bare value. */
export function requireObject(json: unknown): Json {
  if (json === undefined) return {};
  if (!isJson(json)) throw apiError('invalidJson');
  return json;
}
