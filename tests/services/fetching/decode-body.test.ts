import { Readable } from 'node:stream';
import { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { FetchFault } from '../../../src/services/fetching/fetch-fault.ts';
import { readBody } from '../../../src/services/fetching/decode-body.ts';

const TEXT = Buffer.from('The ferry sails again. '.repeat(50));
const MAX = 100_000;
const ZEROS = Buffer.alloc(20_000_000);

function read(bytes: Uint8Array, codings: string, chunkBytes = 16_384): Promise<Uint8Array> {
  const chunks = Array.from({ length: Math.ceil(bytes.length / chunkBytes) }, (_, n) =>
    bytes.subarray(n * chunkBytes, (n + 1) * chunkBytes),
  );
  return readBody(Readable.from(chunks, { objectMode: false }), codings, MAX);
}

test.each<[string, Uint8Array]>([
  ['', TEXT],
  ['identity', TEXT],
  ['utf-8', TEXT],
  ['gzip', gzipSync(TEXT)],
  ['X-GZIP', gzipSync(TEXT)],
  ['deflate', deflateSync(TEXT)],
  ['deflate', deflateRawSync(TEXT)],
  ['br', brotliCompressSync(TEXT)],
  ['zstd', zstdCompressSync(TEXT)],
  ['gzip, br', brotliCompressSync(gzipSync(TEXT))],
  ['gzip', Buffer.concat([gzipSync(TEXT.subarray(0, 100)), gzipSync(TEXT.subarray(100))])],
])('GIVEN the coding "%s" THEN the text comes out, however it is cut', async (coding, bytes) => {
  for (const chunk of [1, 7, 16_384]) expect(Buffer.from(await read(bytes, coding, chunk))).toEqual(TEXT);
});

test.each(['', 'gzip', 'deflate', 'br', 'zstd', 'gzip, gzip'])(
  'GIVEN an empty body in "%s" THEN it is empty',
  async (coding) => {
    expect(await read(new Uint8Array(), coding)).toHaveLength(0);
  },
);

test.each<[string, Uint8Array]>([
  ['gzip', gzipSync(TEXT).subarray(0, 40)],
  ['br', brotliCompressSync(TEXT).subarray(0, 20)],
  ['zstd', zstdCompressSync(TEXT).subarray(0, 30)],
  ['deflate', deflateSync(TEXT).subarray(0, 20)],
  ['gzip', TEXT],
  ['br', Buffer.alloc(100, 0xff)],
  ['zstd', TEXT],
  ['gzip, gzip, gzip', gzipSync(gzipSync(gzipSync(TEXT)))],
  ['gzip,gzip,gzip,gzip,gzip,gzip,gzip', TEXT],
  // A window of 16 MB before the first byte.
  ['zstd', zstdCompressSync(ZEROS, { params: { [constants.ZSTD_c_windowLog]: 24 } })],
])('GIVEN "%s" over what it is not, or cut, or nested THEN the body is broken', async (coding, bytes) => {
  await expect(read(bytes, coding)).rejects.toMatchObject({ name: 'FetchFault', problem: 'broken' });
});

test.each<[string, Uint8Array]>([
  ['', ZEROS],
  ['gzip', gzipSync(ZEROS)],
  ['deflate', deflateSync(ZEROS)],
  ['br', brotliCompressSync(ZEROS, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } })],
  ['zstd', zstdCompressSync(ZEROS)],
  ['gzip, gzip', gzipSync(gzipSync(ZEROS))],
  // Decodes to nothing at all, for ever.
  ['gzip', Buffer.concat(Array.from({ length: 6_000 }, () => gzipSync('')))],
])('GIVEN a bomb in "%s" THEN it is too large', async (coding, bytes) => {
  await expect(read(bytes, coding)).rejects.toMatchObject({ problem: 'too-large' });
});

test('GIVEN bodies up to the limit THEN they are read; one byte more is too much', async () => {
  expect(await read(Buffer.alloc(MAX), '')).toHaveLength(MAX);
  expect(await read(gzipSync(Buffer.alloc(MAX)), 'gzip')).toHaveLength(MAX);
  await expect(read(gzipSync(Buffer.alloc(MAX + 1)), 'gzip')).rejects.toMatchObject({ problem: 'too-large' });
});

test('GIVEN any bytes under any coding THEN there are bytes within the limit or a fault, and nothing else', async () => {
  const coding = fc.constantFrom('gzip', 'deflate', 'br', 'zstd', 'gzip, br', 'x', '');
  const held = fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), coding, async (bytes, name) => {
      const outcome = await read(bytes, name).catch((error: unknown) => error);
      return outcome instanceof Uint8Array ? outcome.length <= MAX : outcome instanceof FetchFault;
    }),
  );
  await expect(held).resolves.toBeUndefined();
});
