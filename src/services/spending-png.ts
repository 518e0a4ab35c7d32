import { crc32, deflateSync } from 'node:zlib';

/** A picture of few colors: `pixels` holds an index into `palette` ([red, green, blue] each) for each pixel, row by row. */
export type Picture = {
  width: number;
  height: number;
  palette: readonly (readonly [number, number, number])[];
  pixels: Uint8Array;
};

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const INDEXED = 3;

/** The picture as a PNG file with a palette (https://www.w3.org/TR/png-3/). Throws a RangeError for a wrong number of pixels. */
export function encodePng({ width, height, palette, pixels }: Picture): Uint8Array {
  if (pixels.length !== width * height) throw new RangeError(`${pixels.length} pixels are not ${width} x ${height}`);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, INDEXED, 0, 0, 0], 8);
  // Each row begins with its filter: 0, none, which is best for a palette.
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++) rows.set(pixels.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flat())),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
