import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { FetchFault } from '../../../src/services/fetching/fetch-fault.ts';
import {
  findLiteralAddress,
  parseWebAddress,
  portOf,
  redactAddress,
} from '../../../src/services/fetching/web-address.ts';

function problemOf(text: string): string {
  try {
    return parseWebAddress(text).href;
  } catch (error) {
    if (!(error instanceof FetchFault)) throw error;
    return error.problem;
  }
}

test.each([
  [
    'another scheme',
    [
      'ftp://example.org/',
      'file:///etc/passwd',
      'jar:http://127.0.0.1!/',
      'gopher://localhost:25/_',
      'data:text/html,x',
      'javascript:0',
      'blob:https://example.org/x',
      'ws://example.org/',
      'feed://example.org/',
    ],
  ],
  [
    'credentials',
    [
      'http://user@example.org/',
      'http://user:pass@example.org/',
      'http://:pass@example.org/',
      'https://1.1.1.1&@example.org/',
    ],
  ],
  [
    'a local name',
    [
      'http://localhost/',
      'http://LOCALHOST:80/',
      'http://localhost./',
      'http://a.localhost/',
      'http://printer.local/',
      'http://metadata.google.internal/',
      'http://router.home.arpa/',
      'http://nas.lan/',
      'http://wiki.corp/',
      'http://instance-data/',
      'http://ｌocalhost/',
    ],
  ],
  [
    'nothing that can be read',
    [
      '',
      'example.org',
      '/feed',
      'http://',
      'http:///',
      'http://[::1',
      'http://a b/',
      'http://7147006462/',
      'http://exa%00mple.org/',
      'http://a.com／X.b.com/',
      'http://example.org:99999/',
    ],
  ],
])('GIVEN addresses with %s THEN each is refused', (_what, texts) => {
  expect(texts.map((text) => problemOf(text))).toEqual(texts.map(() => 'address'));
});

test('GIVEN addresses of the web THEN each is kept as it is asked: no fragment, no last dot, the name in ASCII', () => {
  expect(
    [
      'HTTP://Example.ORG:80/A?b=c#d',
      'https://example.org./',
      'https://journal.example.org/été',
      'http://bücher.example/',
      'https://example.org:8443/',
      ' http://example.org/ \n',
    ].map(problemOf),
  ).toEqual([
    'http://example.org/A?b=c',
    'https://example.org/',
    'https://journal.example.org/%C3%A9t%C3%A9',
    'http://xn--bcher-kva.example/',
    'https://example.org:8443/',
    'http://example.org/',
  ]);
});

test.each([
  ['http://2130706433/', '127.0.0.1'],
  ['http://0x7f000001/', '127.0.0.1'],
  ['http://0177.0.0.1/', '127.0.0.1'],
  ['http://127.1/', '127.0.0.1'],
  ['http://127.0.0.1./', '127.0.0.1'],
  ['http://0/', '0.0.0.0'],
  ['http://①②⑦.⓪.⓪.①/', '127.0.0.1'],
  ['http://169｡254｡169｡254/', '169.254.169.254'],
  ['http://%31%32%37.0.0.1/', '127.0.0.1'],
  ['http://127.1.1.1:80\\@127.2.2.2:80/', '127.1.1.1'],
  ['http://[0:0:0:0:0:ffff:127.0.0.1]/', '::ffff:7f00:1'],
  ['http://[::]/', '::'],
])('GIVEN %s THEN the literal %s is seen in it', (text, ip) => {
  expect(findLiteralAddress(parseWebAddress(text))).toBe(ip);
});

test('GIVEN names THEN no literal is seen in them', () => {
  for (const name of ['example.org', '127.0.0.1.nip.io', '1.1.1.1.example.org', 'a127.0.0.1.example'])
    expect(findLiteralAddress(parseWebAddress(`http://${name}/`))).toBeUndefined();
});

test('GIVEN an address without a port THEN the port is that of its scheme', () => {
  expect(
    ['http://a.example/', 'https://a.example/', 'https://a.example:8443/'].map((text) => portOf(new URL(text))),
  ).toEqual([80, 443, 8443]);
});

test.each([
  ['https://user:pass@example.org/feed/?token=secret#frag', 'https://example.org/feed/?…'],
  ['http://example.org:8080/a', 'http://example.org:8080/a'],
  ['not an address', '(not an address)'],
  ['data:text/plain,secret', 'data:…'],
])('GIVEN %s THEN the log reads %s', (text, redacted) => {
  expect(redactAddress(text)).toBe(redacted);
});

test('GIVEN any IPv4 address in any notation THEN the one literal is seen in it', () => {
  const radix = fc.constantFrom(
    (n: number) => String(n),
    (n: number) => `0x${n.toString(16)}`,
    (n: number) => `0X${n.toString(16).padStart(10, '0')}`,
    (n: number) => `0${n.toString(8)}`,
    (n: number) => String(n).replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
  );
  const byte = fc.integer({ min: 0, max: 255 });
  const dot = fc.constantFrom('.', '。', '．', '｡');
  fc.assert(
    fc.property(byte, byte, byte, byte, radix, dot, fc.integer({ min: 1, max: 4 }), (a, b, c, d, write, by, parts) => {
      const lead = [a, b, c].slice(0, parts - 1);
      const rest = [a, b, c, d].slice(parts - 1).reduce((sum, one) => sum * 256 + one, 0);
      const host = [...lead, rest].map(write).join(by);
      expect(findLiteralAddress(parseWebAddress(`http://${host}/`))).toBe(`${a}.${b}.${c}.${d}`);
    }),
    { numRuns: 500 },
  );
});
