import type { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  constants,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  createZstdDecompress,
} from 'node:zlib';
import { FetchFault } from './fetch-fault.ts';

/** For the request: what `readBody` decodes. */
export const ACCEPT_ENCODING = 'gzip, deflate, br, zstd';

/** A proxy may pack again what its server packed; more is an attack. */
const MAX_CODINGS = 2;
const CHUNK_BYTES = 64 * 1024;

/**
 * The body without its content codings. Stops as soon as `maxBytes` have come in or out: a few hundred bytes may decode to
 * gigabytes. Throws a FetchFault `too-large` or `broken`.
 */
export async function readBody(body: Readable, codings: string, maxBytes: number): Promise<Uint8Array> {
  try {
    return await readDecoded(body, parseCodings(codings), maxBytes);
  } catch (cause) {
    if (cause instanceof FetchFault) throw cause;
    const code = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
    throw new FetchFault('broken', `The answer ended or broke off inside its body${code}`, { cause });
  } finally {
    body.destroy();
  }
}

async function readDecoded(body: Readable, codings: readonly Coding[], maxBytes: number): Promise<Uint8Array> {
  const sent = countBytes(body, maxBytes, 'as sent');
  const first = await sent.next();
  // Servers name a coding for an empty body too, which no decoder takes.
  if (first.done) return new Uint8Array();
  const whole = async function* () {
    yield first.value;
    yield* sent;
  };
  const chunks: Uint8Array[] = [];
  const collect = async (source: AsyncIterable<Uint8Array>) => {
    for await (const chunk of countBytes(source, maxBytes, 'decoded')) chunks.push(chunk);
  };
  const decoders = codings.map((coding, at) => createDecoder(coding, at === 0 ? first.value : undefined));
  await pipeline([whole(), ...decoders, collect]);
  return Buffer.concat(chunks);
}

async function* countBytes(source: AsyncIterable<Uint8Array>, maxBytes: number, how: string) {
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw new FetchFault('too-large', `The body is over ${maxBytes} bytes ${how}`);
    yield chunk;
  }
}

type Coding = 'gzip' | 'deflate' | 'br' | 'zstd';

/** In the order of decoding. A coding that nobody knows ("utf-8", "none") is passed over, as browsers do. */
function parseCodings(header: string): readonly Coding[] {
  const known = header.split(',').flatMap((name): Coding[] => {
    const coding = name.trim().toLowerCase().replace(/^x-/, '');
    return coding === 'gzip' || coding === 'deflate' || coding === 'br' || coding === 'zstd' ? [coding] : [];
  });
  if (known.length > MAX_CODINGS) throw new FetchFault('broken', `The body is packed ${known.length} times`);
  return known.toReversed();
}

function createDecoder(coding: Coding, start: Uint8Array | undefined): Transform {
  switch (coding) {
    case 'gzip':
      return createGunzip({ chunkSize: CHUNK_BYTES });
    case 'deflate':
      // Old servers send it bare, without the zlib header whose first byte ends in 8 (RFC 9110, 8.4.1.2).
      return ((start?.[0] ?? 8) & 15) === 8
        ? createInflate({ chunkSize: CHUNK_BYTES })
        : createInflateRaw({ chunkSize: CHUNK_BYTES });
    case 'br':
      return createBrotliDecompress({ chunkSize: CHUNK_BYTES });
    case 'zstd':
      // 8 MB: what RFC 9659 allows on the web; a frame may otherwise ask for 128 MB before its first byte.
      return createZstdDecompress({ chunkSize: CHUNK_BYTES, params: { [constants.ZSTD_d_windowLogMax]: 23 } });
  }
}
