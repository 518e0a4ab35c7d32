import { crc32 } from 'node:zlib';

/** A PNG picture and how long it stands, milliseconds. */
export type Frame = { png: Uint8Array; forMs: number };

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * One animated PNG of several pictures of the same size, shown in a loop; a viewer that knows no animation shows the
 * first (https://www.w3.org/TR/png-3/#apng-frame-based-animation). Throws a RangeError for no frames or different sizes.
 */
export function joinFrames(frames: readonly Frame[]): Buffer {
  const read = frames.map(({ png, forMs }) => ({ chunks: readChunks(Buffer.from(png)), forMs }));
  const [first] = read;
  const header = first?.chunks.find(({ type }) => type === 'IHDR')?.data;
  if (!first || !header) throw new RangeError('An animation needs at least one picture');
  const pieces = [SIGNATURE, chunk('IHDR', header), chunk('acTL', words(frames.length, 0))];
  let sequence = 0;
  for (const { chunks, forMs } of read) {
    const own = chunks.find(({ type }) => type === 'IHDR')?.data;
    if (!own?.equals(header)) throw new RangeError('The pictures of an animation have one size and one kind');
    pieces.push(chunk('fcTL', frameControl(sequence++, header, forMs)));
    for (const { data } of chunks.filter(({ type }) => type === 'IDAT'))
      pieces.push(
        chunks === first.chunks ? chunk('IDAT', data) : chunk('fdAT', Buffer.concat([words(sequence++), data])),
      );
  }
  return Buffer.concat([...pieces, chunk('IEND', Buffer.alloc(0))]);
}

function readChunks(png: Buffer): readonly { type: string; data: Buffer }[] {
  const chunks = [];
  for (let at = SIGNATURE.length; at < png.length; ) {
    const length = png.readUInt32BE(at);
    chunks.push({ type: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) });
    at += length + 12;
  }
  return chunks;
}

/** The whole picture, replaced at once, for `forMs`. */
function frameControl(sequence: number, header: Buffer, forMs: number): Buffer {
  const delay = Buffer.alloc(6);
  delay.writeUInt16BE(forMs, 0);
  delay.writeUInt16BE(1000, 2);
  return Buffer.concat([words(sequence, header.readUInt32BE(0), header.readUInt32BE(4), 0, 0), delay]);
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  return Buffer.concat([words(data.length), named, words(crc32(named))]);
}

function words(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, i) => bytes.writeUInt32BE(value, 4 * i));
  return bytes;
}
