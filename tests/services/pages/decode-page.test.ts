import { expect, test } from 'vitest';
import { decodePage } from '../../../src/services/pages/decode-page.ts';

const MAX = 1_000_000;
const latin = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const utf8 = (text: string) => Buffer.from(text);

test('GIVEN a byte order mark THEN it wins over header and declaration', () => {
  const bytes = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), utf8('<meta charset="koi8-r">été')]);
  expect(decodePage(bytes, 'text/html; charset=iso-8859-1', MAX)).toMatchObject({ charset: 'utf-8', ground: 'bom' });
  const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('<p>été', 'utf16le')]);
  expect(decodePage(wide, null, MAX).html).toBe('<p>été');
});

test('GIVEN UTF-16 without a mark THEN the pattern of its first bytes tells it', () => {
  expect(decodePage(Buffer.from('<p>été', 'utf16le'), null, MAX)).toMatchObject({
    charset: 'utf-16le',
    html: '<p>été',
  });
});

test('GIVEN a header and another declaration THEN the header wins', () => {
  const bytes = Uint8Array.of(...latin('<meta charset="koi8-r"><p>'), 0xcf, 0xf0);
  expect(decodePage(bytes, 'text/html; charset=windows-1251', MAX).html).toContain('Пр');
});

test.each([
  '<meta charset="windows-1251">',
  "<meta charset='windows-1251'/>",
  '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">',
  '<?xml version="1.0" encoding="windows-1251"?>',
])('GIVEN %s THEN it is believed', (declaration) => {
  const bytes = Uint8Array.of(...latin(declaration), 0xcf, 0xf0);
  expect(decodePage(bytes, 'text/html', MAX)).toMatchObject({ charset: 'windows-1251', ground: 'meta' });
});

test('GIVEN a declaration in a comment, beyond the first bytes, or of a name nobody knows THEN it is none', () => {
  for (const html of [
    '<!-- <meta charset="koi8-r"> -->é',
    `${' '.repeat(5_000)}<meta charset="koi8-r">é`,
    '<meta charset="none-such">é',
  ])
    expect(decodePage(utf8(html), null, MAX).charset).toBe('utf-8');
});

test('GIVEN UTF-16 declared in bytes that read as ASCII THEN the page is UTF-8', () => {
  expect(decodePage(utf8('<meta charset="utf-16">été'), null, MAX).html).toContain('été');
});

test('GIVEN UTF-8 that calls itself Latin-1 THEN it is read as UTF-8; true Latin-1 stays', () => {
  expect(decodePage(utf8('<meta charset="iso-8859-1">été'), null, MAX).html).toContain('été');
  expect(decodePage(latin('<meta charset="iso-8859-1">été'), null, MAX).html).toContain('été');
});

test('GIVEN nothing declared THEN strict UTF-8, else windows-1252', () => {
  expect(decodePage(utf8('<p>été'), null, MAX)).toMatchObject({ html: '<p>été', ground: 'utf-8' });
  expect(decodePage(latin('<p>été'), null, MAX)).toMatchObject({ html: '<p>été', ground: 'fallback' });
});

test('GIVEN UTF-8 with one broken byte that says UTF-8 THEN one letter is lost and no other', () => {
  const bytes = Buffer.concat([utf8('<meta charset="utf-8">été '), Buffer.from([0xff]), utf8(' née')]);
  expect(decodePage(bytes, null, MAX).html).toContain('été \ufffd née');
});

test('GIVEN more bytes than the limit THEN the rest is not read, and a letter cut in two makes no other charset', () => {
  const { html, charset } = decodePage(utf8('éé'), null, 3);
  expect([html, charset]).toEqual(['é', 'utf-8']);
});
