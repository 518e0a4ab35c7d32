import { describe, expect, test } from 'vitest';
import { describeZone, listZones, nearZones, resolveZone, searchZones, zonePlace } from '../../src/services/zones.ts';
import { findZone } from '../../src/services/digests/calendar.ts';

const LOCALES = [
  'en-US',
  'en-GB',
  'fr',
  'de',
  'es-ES',
  'es-419',
  'pt-BR',
  'nl',
  'it',
  'pl',
  'ru',
  'hi',
  'ja',
  'xx-nothing',
];

describe('what a reader types of a place', () => {
  test.each([
    ['marse', 'fr', 'Marseille', 'Europe/Paris'],
    ['MUNCHEN', 'de', 'München', 'Europe/Berlin'],
    ['Muenchen', 'en-US', 'München', 'Europe/Berlin'],
    ['geneve', 'fr', 'Genève', 'Europe/Zurich'],
    ['londres', 'fr', 'Londres', 'Europe/London'],
    ['London', 'fr', 'Londres', 'Europe/London'],
    ['san fran', 'en-US', 'San Francisco', 'America/Los_Angeles'],
    ['montreal', 'fr', 'Montréal', 'America/Toronto'],
    ['mumbai', 'en-GB', 'Mumbai', 'Asia/Calcutta'],
    ['Kolkata', 'en-GB', 'Kolkata', 'Asia/Calcutta'],
    ['peking', 'de', 'Peking', 'Asia/Shanghai'],
    ['lodz', 'en-GB', 'Łódź', 'Europe/Warsaw'],
    ['kyiv', 'de', 'Kyjiw', 'Europe/Kiev'],
    ['nueva york', 'es-419', 'Nueva York', 'America/New_York'],
    ['Deutschland', 'fr', 'Berlin', 'Europe/Berlin'],
    ['Argentinien', 'de', 'Buenos Aires', 'America/Buenos_Aires'],
    ['new_y', 'en-US', 'New York', 'America/New_York'],
    ['europe/pa', 'en-US', 'Paris', 'Europe/Paris'],
    ['utc', 'fr', 'UTC', 'UTC'],
  ])('GIVEN “%s” from a reader of %s THEN %s is the first that is found', (typed, locale, place, zone) => {
    expect(searchZones(typed, { locale })[0]).toEqual({ zone, place });
  });

  test('GIVEN two places alike THEN the one nearer to the reader comes first, and no zone twice', () => {
    const first = (locale: string) => searchZones('santiago', { locale })[0]?.zone;
    expect(first('es-419')).toBe('America/Santiago');
    const found = searchZones('a', { locale: 'fr' }).map(({ zone }) => zone);
    expect(found).toHaveLength(25);
    expect(new Set(found).size).toBe(found.length);
  });

  test('GIVEN what is no place THEN nothing is found; given nothing, what a list shows', () => {
    expect(searchZones('nowhere at all', { locale: 'fr' })).toEqual([]);
    expect(searchZones(' — ', { locale: 'fr' })).toEqual(listZones({ locale: 'fr' }));
  });

  test.each([
    ['america/new york', 'America/New_York'],
    ['Europe/Paris', 'Europe/Paris'],
    ['Marseille', 'Europe/Paris'],
    ['são paulo', 'America/Sao_Paulo'],
    ['Atlantis', undefined],
    ['Mar', undefined],
    ['France', undefined],
    ['+01:00', undefined],
  ])('GIVEN “%s” sent as it is THEN it means %s', (typed, zone) => {
    expect(resolveZone(typed, 'fr')).toBe(zone);
  });
});

describe('the list without a word typed', () => {
  test.each(LOCALES)('GIVEN a reader of %s THEN it has at most 24 zones that exist, none twice, with UTC', (locale) => {
    const zones = listZones({ locale, chosen: 'Pacific/Auckland' }).map(({ zone }) => zone);
    expect(zones.length).toBeGreaterThan(15);
    expect(zones.length).toBeLessThanOrEqual(24);
    expect(new Set(zones).size).toBe(zones.length);
    expect(zones.filter((zone) => findZone(zone) !== zone)).toEqual([]);
    expect(zones[0]).toBe('Pacific/Auckland');
    expect(zones).toContain('UTC');
  });

  test('GIVEN readers of several countries THEN where most of them live comes first', () => {
    expect(nearZones('fr')[0]).toBe('Europe/Paris');
    expect(nearZones('en-US').slice(0, 2)).toEqual(['America/New_York', 'America/Chicago']);
    expect(nearZones('pl')).toEqual(['Europe/Warsaw']);
    expect(nearZones('it')[0]).toBe('Europe/Rome');
    expect(nearZones('xx-nothing')).toEqual([]);
  });

  test('GIVEN a zone THEN its place, country and hours are said in the reader’s language', () => {
    const winter = Date.UTC(2026, 0, 15);
    expect(zonePlace('Africa/Cairo', 'fr')).toBe('Le Caire');
    expect(zonePlace('Etc/GMT', 'fr')).toBe('GMT');
    expect(describeZone('Africa/Cairo', { locale: 'fr', now: winter })).toBe('Égypte · UTC+2');
    expect(describeZone('America/New_York', { locale: 'de', now: winter })).toBe('Vereinigte Staaten · UTC−5');
    expect(describeZone('UTC', { locale: 'en', now: winter })).toBe('UTC+0');
  });
});
