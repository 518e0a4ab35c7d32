import { describe, expect, test } from 'vitest';
import { addressKey, isFrontPage, pathOfKey } from '../../../src/services/ingest/address-key.ts';

const SAME = [
  'https://example.org/news/story',
  'http://example.org/news/story',
  'https://www.example.org/news/story/',
  'https://EXAMPLE.org:443/news/story#comments',
  'http://example.org:80/news/story?utm_source=rss&utm_medium=feed',
  'https://example.org/news/story?fbclid=abc&at_medium=RSS&xtor=RSS-16',
  'https://example.org/news/story?ref=rss',
  'https://amp.example.org/news/story',
  'https://example.org/amp/news/story',
  'https://example.org/news/story/amp/',
  'https://example.org/news//story/index.html',
  ' https://example.org/news/story;jsessionid=12AB ',
];

const APART = [
  'https://example.org/news/story-2',
  'https://example.org/news/Story',
  'https://example.org/news/story?page=2',
  'https://example.org/news/story?ref=harbor',
  'https://example.org:8443/news/story',
  'https://other.example.org/news/story',
  'https://example.org/news/story#/part/2',
  'https://example.org/?p=12',
  'https://example.org/?p=13',
  'https://example.org/amplifier/news/story',
];

describe('addressKey', () => {
  test.each(SAME)('GIVEN %s THEN it is the same page', (address) => {
    expect(addressKey(address)).toBe('example.org/news/story');
  });

  test('GIVEN addresses of other pages THEN no two have one key', () => {
    const keys = [...APART, SAME[0] ?? ''].map(addressKey);
    expect(new Set(keys).size).toBe(APART.length + 1);
  });

  test('GIVEN parameters in another order and escapes THEN the key is the same', () => {
    expect(addressKey('https://example.org/a?x=1&y=2')).toBe(addressKey('https://example.org/a?y=2&x=1'));
    expect(addressKey('https://example.org/caf%C3%A9')).toBe(addressKey('https://example.org/café'));
  });

  test.each(['mailto:a@example.org', 'tag:example.org,2026:1', 'urn:isbn:1', '', 'story 1', 'ftp://example.org/a'])(
    'GIVEN %j THEN there is no key',
    (address) => {
      expect(addressKey(address)).toBeNull();
    },
  );

  test('GIVEN an address with broken escapes THEN there is a key all the same', () => {
    expect(addressKey('https://example.org/100%')).toBe('example.org/100%');
  });

  test('GIVEN a site’s own address THEN it is a front page, and has no path', () => {
    const key = addressKey('https://www.example.org/index.php') ?? '';
    expect([isFrontPage(key), pathOfKey(key)]).toEqual([true, null]);
    expect(pathOfKey('example.org/a?b=1')).toBe('/a?b=1');
  });
});
