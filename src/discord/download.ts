import type { AttachmentOption } from '../commands/command.ts';
import { UserError } from '../errors.ts';
import { TIMES } from './limits.ts';

/** Where Discord keeps attached files (https://docs.discord.com/developers/reference#signed-attachment-cdn-urls). */
const HOSTS: ReadonlySet<string> = new Set(['cdn.discordapp.com', 'media.discordapp.net']);

/** Fetches the bytes of a file that a member attached. */
export type Download = (
  attachment: AttachmentOption,
  limits: { maxBytes: number; signal: AbortSignal },
) => Promise<Uint8Array>;

/**
 * Fetches from Discord's own hosts alone, or with `apiUrl` from that origin too, and never more than is asked for: an
 * address comes from a payload, and must not lead the bot anywhere else. Throws UserError file-too-large or file-unreachable.
 */
export function createDownload(options: { apiUrl?: string | undefined; fetch?: typeof fetch }): Download {
  const { fetch: get = fetch } = options;
  const ownOrigin = options.apiUrl === undefined ? undefined : new URL(options.apiUrl).origin;
  return async (attachment, { maxBytes, signal }) => {
    if (attachment.size > maxBytes) throw tooLarge(attachment.size, maxBytes);
    const url = URL.canParse(attachment.url) ? new URL(attachment.url) : undefined;
    const isDiscord = url?.protocol === 'https:' && url.port === '' && HOSTS.has(url.hostname);
    if (!url || (!isDiscord && url.origin !== ownOrigin)) throw new UserError('file-unreachable', {});
    const inTime = AbortSignal.any([signal, AbortSignal.timeout(TIMES.downloadMs)]);
    try {
      const response = await get(url, { redirect: 'error', signal: inTime });
      if (!response.ok) throw new Error(`The file was answered with ${response.status}`);
      return await readAtMost(response, maxBytes);
    } catch (cause) {
      if (cause instanceof UserError || signal.aborted) throw cause;
      throw new UserError('file-unreachable', {}, { cause });
    }
  };
}

/** The body, decoded; its size may be another than was said. */
async function readAtMost(response: Response, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop cancels what is still to come.
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > maxBytes) throw tooLarge(size, maxBytes);
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

function tooLarge(bytes: number, max: number): UserError {
  return new UserError('file-too-large', { bytes, max });
}
