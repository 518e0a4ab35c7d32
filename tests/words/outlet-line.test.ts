import { expect, test } from 'vitest';
import { dateFormat, displayName } from '../../src/words/formats.ts';
import { describeSource, type SourcedArticle } from '../../src/words/outlet-line.ts';
import { type Locale, wordsFor } from '../../src/words/words.ts';

const AT = Date.parse('2026-11-23T07:00:00Z');
const article: SourcedArticle = {
  language: 'fr',
  outlet: { name: 'RFI', kind: 'private', country: 'FR' },
  publishedAt: Date.parse('2026-11-22T22:05:00Z'),
  publishedOn: null,
};
const describe = (locale: Locale, given: Partial<SourcedArticle>) =>
  describeSource(wordsFor(locale), locale, { ...article, ...given }).md;

test('GIVEN no date around it THEN the hour is left to Discord, in each reader’s own zone', () => {
  expect(describe('en', {})).toBe('**RFI**, private media (France) · <t:1795385100:f> · French');
});

test('GIVEN a dated text THEN the hour is in its zone and language, the year only where it is another, the language only where it is not clear', () => {
  const paris = { at: AT, zone: 'Europe/Paris' };
  expect(describe('en', { datedLike: paris })).toBe('**RFI**, private media (France) · Nov 22, 11:05 PM · French');
  expect(describe('fr', { datedLike: paris, isLanguageClear: true })).toBe(
    '**RFI**, média privé (France) · 22 nov., 23:05',
  );
  expect(describe('de', { datedLike: paris, isLanguageClear: true })).toBe(
    '**RFI**, privates Medium (Frankreich) · 22\\. Nov., 23:05',
  );
  expect(describe('es', { datedLike: paris, isLanguageClear: true })).toBe(
    '**RFI**, medio privado (Francia) · 22 nov, 23:05',
  );
  const tokyo = { at: AT, zone: 'Asia/Tokyo' };
  expect(describe('en', { datedLike: tokyo })).toContain('Nov 23, 7:05 AM');
  const lastYear = { publishedAt: Date.parse('2025-01-02T03:04:00Z'), datedLike: paris };
  expect(describe('en', lastYear)).toContain('Jan 2, 2025, 4:04 AM');
});

test('GIVEN a day without an hour THEN it is the same day in every zone; GIVEN none THEN it says so', () => {
  const day = { publishedAt: null, publishedOn: '2026-11-22' };
  for (const zone of ['Pacific/Apia', 'Pacific/Pago_Pago'])
    expect(describe('en', { ...day, datedLike: { at: AT, zone } })).toContain('· Nov 22 ·');
  expect(describe('en', day)).toContain('November 22, 2026');
  expect(describe('en', { publishedAt: null, datedLike: { at: AT, zone: 'UTC' } })).toContain('no date');
});

test('GIVEN more formats than are kept THEN each is still right', () => {
  const zones = Intl.supportedValuesOf('timeZone').slice(0, 250);
  for (const zone of zones) expect(dateFormat('en', { timeZone: zone }).resolvedOptions().timeZone).toBe(zone);
  expect(dateFormat('fr', { month: 'long', timeZone: 'UTC' }).format(AT)).toBe('novembre');
  expect(displayName('fr', 'language', 'de')).toBe('allemand');
  expect(displayName('en', 'region', 'RU')).toBe('Russia');
});
