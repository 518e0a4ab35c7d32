import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { en } from '../../src/words/en.ts';

const CATALOG = /^words\/(?:en|fr|de|es)[-.]/;

/** The names in a catalog, each with where it stands. */
function namesIn(catalog: object, path: readonly string[] = []): readonly (readonly [name: string, at: string])[] {
  return Object.entries(catalog).flatMap(([name, held]) => {
    const at = [...path, name];
    const inner = typeof held === 'object' && held !== null && !Array.isArray(held) ? namesIn(held, at) : [];
    return [[name, at.join('.')] as const, ...inner];
  });
}

test('GIVEN the sentences of the catalogs THEN the code knows each by its name', () => {
  const source = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !CATALOG.test(path))
    .map((path) => readFileSync(join('src', path), 'utf8'))
    .join('\n');
  const known = new Set(source.match(/[A-Za-z][\w-]*/g));
  expect(namesIn(en).flatMap(([name, at]) => (known.has(name) ? [] : [at]))).toEqual([]);
});
