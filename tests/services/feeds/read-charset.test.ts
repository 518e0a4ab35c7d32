import { expect, test } from 'vitest';
import { decodeText } from '../../../src/services/decoding/decode-text.ts';
import { feedOf, itemOf, rss } from '../../support/feeds.ts';

/** Letters of a charset of single bytes, by the runtime's own decoder. */
function encode(text: string, charset: string): Uint8Array {
  const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
  const letters = new TextDecoder(charset).decode(bytes);
  return Uint8Array.from(text, (letter) => {
    const byte = letters.indexOf(letter);
    if (byte < 0) throw new Error(`${charset} has no ${letter}`);
    return byte;
  });
}

const document = (title: string, declaration = '') =>
  `${declaration}<rss version="2.0"><channel><title>Le Courrier</title><item><title>${title}</title></item></channel></rss>`;
const declared = (charset: string) => `<?xml version="1.0" encoding="${charset}"?>`;
const RUSSIAN = 'Паром снова вышел в море, сообщила капитан порта, и вернётся к вечеру';

test('GIVEN a French feed in windows-1252 with a year of two figures THEN letters and hour are right', () => {
  const source = `${declared('windows-1252')}<rss version="2.0"><channel><title>Le Courrier</title><language>fr</language><item><title>L’été à l’œuvre : « déjà »</title><pubDate>mar., 03 mars 26 10:05:00 +0100</pubDate></item></channel></rss>`;
  const item = itemOf(encode(source, 'windows-1252'));
  expect(item.title).toBe('L’été à l’œuvre : « déjà »');
  expect(item.publishedAt).toBe(Date.UTC(2026, 2, 3, 9, 5));
});

test.each([
  ['windows-1251', RUSSIAN],
  ['koi8-r', RUSSIAN],
  ['iso-8859-7', 'Το πλοίο έφυγε την αυγή'],
  ['windows-1250', 'Příliš žluťoučký kůň'],
  ['iso-8859-1', 'L’été à Genève'.replace('’', "'")],
])(
  'GIVEN %s declared in XML, in the header alone, or against a wrong declaration THEN it is read',
  (charset, title) => {
    const header = { contentType: `text/xml; charset=${charset}` };
    expect(itemOf(encode(document(title, declared(charset)), charset)).title).toBe(title);
    expect(itemOf(encode(document(title), charset), header).title).toBe(title);
    expect(itemOf(encode(document(title, declared('utf-8')), charset), header).title).toBe(title);
  },
);

test('GIVEN Cyrillic without any declaration THEN its letters tell the charset', () => {
  const long = `${RUSSIAN}. ${RUSSIAN}, как писала газета.`;
  for (const charset of ['windows-1251', 'koi8-r']) expect(itemOf(encode(document(long), charset)).title).toBe(long);
});

test('GIVEN UTF-16 with and without a mark, and UTF-32 THEN they are read', () => {
  const text = document('été — Москва', declared('utf-16'));
  const little = Buffer.from(text, 'utf16le');
  const big = Buffer.from(little).swap16();
  const wide = Buffer.from(Uint32Array.from(Array.from(text), (letter) => letter.codePointAt(0) ?? 0).buffer);
  const marked = [
    Buffer.concat([Buffer.from([0xff, 0xfe]), little]),
    Buffer.concat([Buffer.from([0xfe, 0xff]), big]),
    Buffer.concat([Buffer.from([0xff, 0xfe, 0, 0]), wide]),
  ];
  for (const bytes of [little, big, wide, Buffer.from(wide).swap32(), ...marked])
    expect(itemOf(bytes).title).toBe('été — Москва');
});

test('GIVEN UTF-8 that is called Latin-1, in the header or in XML THEN it is UTF-8', () => {
  const title = 'L’été à Genève';
  expect(itemOf(document(title, declared('iso-8859-1'))).title).toBe(title);
  expect(itemOf(document(title), { contentType: 'text/xml; charset=ISO-8859-1' }).title).toBe(title);
});

test('GIVEN a program’s own name for its charset THEN a chance of UTF-8 in one or two letters does not outweigh it', () => {
  expect(itemOf(encode(document('Â£30 in 1997', declared('windows-1252')), 'windows-1252')).title).toBe('Â£30 in 1997');
  const many = 'éèàùçôîêûâ'.repeat(2);
  expect(itemOf(document(many, declared('windows-1252'))).title).toBe(many);
});

test('GIVEN a feed that says UTF-8 and is not THEN one broken byte costs a letter, and many mean another charset', () => {
  const broken = Buffer.concat([Buffer.from(`${declared('utf-8')}<rss><channel><title>été `), Buffer.from([0xff])]);
  expect(feedOf(Buffer.concat([broken, Buffer.from(' née</title></channel></rss>')])).title).toBe('été \ufffd née');
  const title = 'Été, déjà, à Genève, près du théâtre';
  expect(itemOf(encode(document(title, declared('utf-8')), 'windows-1252')).title).toBe(title);
});

test('GIVEN names of charsets that only programs use THEN they are known', () => {
  const label = (name: string) =>
    decodeText({
      bytes: Buffer.from([0x3c, 0xcf]),
      contentType: `text/xml; charset="${name}"`,
      syntax: 'xml',
      maxBytes: 99,
    }).charset;
  expect(['cp936', 'win-1251', 'CP1252', 'x-gbk', 'latin1'].map(label)).toEqual([
    'gbk',
    'windows-1251',
    'windows-1252',
    'gbk',
    'windows-1252',
  ]);
});

test('GIVEN a byte order mark before JSON and XML THEN it is no part of them', () => {
  const mark = '\ufeff';
  expect(feedOf(`${mark}{"version":"https://jsonfeed.org/version/1","title":"t","items":[]}`).title).toBe('t');
  expect(feedOf(`${mark}${rss('')}`).title).toBe('The Harbor Courier');
});
