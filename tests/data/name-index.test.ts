import { expect, test } from 'vitest';
import places from '../../src/data/names-places.json' with { type: 'json' };
import { foldName, type NameIndex, nameIndex } from '../../src/data/name-index.ts';
import { findConcepts } from '../../src/services/guard/names.ts';
import { tokenize } from '../../src/services/guard/tokens.ts';

const forms = Object.values(places.places).flatMap((names) => names.split('|'));

test('GIVEN the names that come with Kiosque THEN each is kept as it is compared', () => {
  expect(forms.length).toBeGreaterThan(8_000);
  expect(forms.filter((form) => form === '' || foldName(form) !== form)).toEqual([]);
});

test('GIVEN names of several words THEN the first of them tells, and no other word', () => {
  const long = forms.filter((form) => form.includes(' '));
  const names = nameIndex();
  expect(long.filter((form) => !names.begins(form.split(' ')[0] ?? ''))).toEqual([]);
  expect(['moscou', 'bread', ''].filter(names.begins)).toEqual([]);
});

test('GIVEN all names in texts, bare and with endings THEN the same concepts are found as by trying every run of words', () => {
  const names = nameIndex();
  const patient: NameIndex = { ...names, begins: () => true };
  for (let from = 0; from < forms.length; from += 50) {
    const text = forms
      .slice(from, from + 50)
      .flatMap((form) => [`The ${form}s in`, form.toUpperCase()])
      .join(' ');
    const tokens = tokenize(text);
    const found = findConcepts(tokens, names);
    expect(found.length).toBeGreaterThan(0);
    expect(found).toEqual(findConcepts(tokens, patient));
  }
});
