import { expect, test } from 'vitest';
import { decodeCustomId, encodeCustomId } from '../../src/discord/custom-id.ts';
import { hashFields } from '../../src/ids.ts';

const ID = 'z'.repeat(12);

test('GIVEN an action THEN its custom id reads back as the same action', () => {
  const ref = { command: 'article', action: 'page', args: [ID, '12'] };
  expect(encodeCustomId(ref)).toBe(`k1.article.page.${ID}.12`);
  expect(decodeCustomId(encodeCustomId(ref), 'article')).toEqual(ref);
});

test.each([
  ['a part’s key', { command: 'translate', action: 'evidence', args: [hashFields(['a'], 25), 'zh-Hant-TW', '99999'] }],
  ['a summary’s place', { command: 'translate', action: 'evidence', args: [ID, 'one-line', 'zh-Hant-TW', 'x'] }],
  ['three ids', { command: 'translate', action: 'evidence', args: [ID, ID, ID, '99999'] }],
])('GIVEN %s with the longest values THEN the custom id fits', (_name, ref) => {
  expect(encodeCustomId(ref).length).toBeLessThanOrEqual(100);
});

test('GIVEN an argument with a dot or of nothing THEN it is refused, for it would read back as another', () => {
  expect(() => encodeCustomId({ command: 'c', action: 'a', args: ['1.2'] })).toThrow(TypeError);
  expect(() => encodeCustomId({ command: 'c', action: 'a', args: [''] })).toThrow(TypeError);
});

test('GIVEN more than 100 characters THEN it is refused and not cut', () => {
  expect(() => encodeCustomId({ command: 'c', action: 'a', args: ['x'.repeat(100)] })).toThrow(RangeError);
});

test.each([
  ['k0.article.show.1', 'article'],
  ['k2.summary.show', 'summary'],
  ['k1.article', 'article'],
  ['something else', 'search'],
  ['', 'search'],
])('GIVEN the custom id “%s” of another version THEN the sentence names /%s', (id, command) => {
  expect(() => decodeCustomId(id, 'search')).toThrow(
    expect.objectContaining({ code: 'stale-button', details: { command } }),
  );
});
