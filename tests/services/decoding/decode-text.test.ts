import { expect, test } from 'vitest';
import { decodeText } from '../../../src/services/decoding/decode-text.ts';

const MAX = 1_000_000;
const decodeHtml = (bytes: Uint8Array, contentType: string | null, maxBytes: number) =>
  decodeText({ bytes, contentType, syntax: 'html', maxBytes });
const latin = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const utf8 = (text: string) => Buffer.from(text);

test('GIVEN a byte order mark THEN it wins over header and declaration', () => {
  const bytes = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), utf8('<meta charset="koi8-r">été')]);
  expect(decodeHtml(bytes, 'text/html; charset=iso-8859-1', MAX)).toMatchObject({ charset: 'utf-8', ground: 'bom' });
  const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('<p>été', 'utf16le')]);
  expect(decodeHtml(wide, null, MAX).text).toBe('<p>été');
});

test('GIVEN UTF-16 without a mark THEN the pattern of its first bytes tells it', () => {
  expect(decodeHtml(Buffer.from('<p>été', 'utf16le'), null, MAX)).toMatchObject({
    charset: 'utf-16le',
    text: '<p>été',
  });
});

test('GIVEN a header and another declaration THEN the header wins', () => {
  const bytes = Uint8Array.of(...latin('<meta charset="koi8-r"><p>'), 0xcf, 0xf0);
  expect(decodeHtml(bytes, 'text/html; charset=windows-1251', MAX).text).toContain('Пр');
});

test.each([
  '<meta charset="windows-1251">',
  "<meta charset='windows-1251'/>",
  '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">',
  '<?xml version="1.0" encoding="windows-1251"?>',
])('GIVEN %s THEN it is believed', (declaration) => {
  const bytes = Uint8Array.of(...latin(declaration), 0xcf, 0xf0);
  expect(decodeHtml(bytes, 'text/html', MAX)).toMatchObject({ charset: 'windows-1251', ground: 'declaration' });
});

test('GIVEN a declaration in a comment, beyond the first bytes, or of a name nobody knows THEN it is none', () => {
  for (const html of [
    '<!-- <meta charset="koi8-r"> -->é',
    `${' '.repeat(5_000)}<meta charset="koi8-r">é`,
    '<meta charset="none-such">é',
  ])
    expect(decodeHtml(utf8(html), null, MAX).charset).toBe('utf-8');
});

test('GIVEN UTF-16 declared in bytes that read as ASCII THEN the page is UTF-8', () => {
  expect(decodeHtml(utf8('<meta charset="utf-16">été'), null, MAX).text).toContain('été');
});

test('GIVEN UTF-8 that calls itself Latin-1 THEN it is read as UTF-8; true Latin-1 stays', () => {
  expect(decodeHtml(utf8('<meta charset="iso-8859-1">été'), null, MAX).text).toContain('été');
  expect(decodeHtml(latin('<meta charset="iso-8859-1">été'), null, MAX).text).toContain('été');
});

test('GIVEN nothing declared THEN strict UTF-8, else windows-1252', () => {
  expect(decodeHtml(utf8('<p>été'), null, MAX)).toMatchObject({ text: '<p>été', ground: 'utf-8' });
  expect(decodeHtml(latin('<p>été'), null, MAX)).toMatchObject({ text: '<p>été', ground: 'fallback' });
});

test('GIVEN UTF-8 with one broken byte that says UTF-8 THEN one letter is lost and no other', () => {
  const bytes = Buffer.concat([utf8('<meta charset="utf-8">été '), Buffer.from([0xff]), utf8(' née')]);
  expect(decodeHtml(bytes, null, MAX).text).toContain('été \ufffd née');
});

test('GIVEN more bytes than the limit THEN the rest is not read, and a letter cut in two makes no other charset', () => {
  const { text, charset } = decodeHtml(utf8('éé'), null, 3);
  expect([text, charset]).toEqual(['é', 'utf-8']);
});
