import { extname } from 'node:path';
import type { Attaching, SandboxFile } from './contract.ts';
import type { Json } from './json.ts';

export type Upload = { id: string; name: string; bytes: Uint8Array; contentType: string | undefined };

export type Uploads = {
  /** Keeps a file; throws a RangeError for one that Discord takes from nobody without paying. */
  add(file: Attaching): Upload;
  find(id: string): Upload | undefined;
};

/** More than a bot has to bear (https://support.discord.com/hc/en-us/articles/25444343291031-File-Attachments-FAQ), and what this server holds. */
export const MAX_UPLOAD_BYTES = 32 * 1024 * 1024;
const MAX_HELD_BYTES = 4 * MAX_UPLOAD_BYTES;

/** What Discord says of a file by its name; of others it says nothing. */
const TYPES: Readonly<Record<string, string>> = {
  '.txt': 'text/plain; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.htm': 'text/html; charset=utf-8',
  '.xml': 'application/xml',
  '.opml': 'text/x-opml+xml',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.pdf': 'application/pdf',
};

/** The files that members attached, the latest ones. */
export function createUploads(nextId: () => string): Uploads {
  const held = new Map<string, Upload>();
  let size = 0;
  return {
    add({ name, bytes, contentType }) {
      if (bytes.length > MAX_UPLOAD_BYTES)
        throw new RangeError(`This sandbox takes files of up to ${MAX_UPLOAD_BYTES / 1024 / 1024} MiB.`);
      const given = contentType === '' ? undefined : contentType;
      const upload: Upload = { id: nextId(), name, bytes, contentType: given ?? TYPES[extname(name).toLowerCase()] };
      held.set(upload.id, upload);
      size += bytes.length;
      for (const [id, old] of held) {
        if (size <= MAX_HELD_BYTES) break;
        held.delete(id);
        size -= old.bytes.length;
      }
      return upload;
    },
    find: (id) => held.get(id),
  };
}

/** As an interaction carries it (https://docs.discord.com/developers/resources/message#attachment-object). */
export function describeUpload(upload: Upload, from: { origin: string; applicationId: string }): Json {
  const { id, name, bytes, contentType } = upload;
  const url = `${from.origin}/ephemeral-attachments/${from.applicationId}/${id}/${encodeURIComponent(name)}`;
  const type = contentType === undefined ? {} : { content_type: contentType };
  return { id, filename: name, size: bytes.length, url, proxy_url: url, ephemeral: true, ...type };
}

/** The file at such an address. */
export function findUpload(uploads: Uploads, path: string): SandboxFile | undefined {
  const [, id = ''] = /^\/ephemeral-attachments\/\d+\/(\d+)\//.exec(path) ?? [];
  const upload = uploads.find(id);
  return upload && { name: upload.name, bytes: upload.bytes, text: '' };
}
