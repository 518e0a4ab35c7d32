import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { joinFrames } from '../../src/cli/pictures/apng.ts';

/** A gray picture of one pixel row, as small as PNG allows. */
function picture(width: number, gray: number): Buffer {
  const still = joinable(width, deflateSync(Buffer.from([0, ...Array.from({ length: width }, () => gray)])));
  return still;
}

function joinable(width: number, data: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(1, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const piece = (type: string, body: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(body.length);
    return Buffer.concat([length, Buffer.from(type), body, Buffer.alloc(4)]);
  };
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, piece('IHDR', header), piece('IDAT', data), piece('IEND', Buffer.alloc(0))]);
}

function typesOf(png: Buffer): string[] {
  const types = [];
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12) types.push(png.toString('latin1', at + 4, at + 8));
  return types;
}

test('GIVEN two pictures THEN one animation with both, the first of which any viewer shows', () => {
  const joined = joinFrames([
    { png: picture(2, 0), forMs: 500 },
    { png: picture(2, 255), forMs: 900 },
  ]);
  expect(typesOf(joined)).toEqual(['IHDR', 'acTL', 'fcTL', 'IDAT', 'fcTL', 'fdAT', 'IEND']);
  expect(joined.readUInt32BE(joined.indexOf('acTL') + 4)).toBe(2);
});

test('GIVEN no picture, or two sizes THEN it is refused', () => {
  expect(() => joinFrames([])).toThrow(RangeError);
  expect(() =>
    joinFrames([
      { png: picture(2, 0), forMs: 1 },
      { png: picture(3, 0), forMs: 1 },
    ]),
  ).toThrow('one size');
});
