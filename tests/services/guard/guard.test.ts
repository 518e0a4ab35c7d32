import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkText, type GuardOptions, readSource, toParagraphs } from '../../../src/services/guard/guard.ts';

type JudgedClaim = { claim: string; lang: string; evidence: readonly string[]; label: number };

/** What is found in a text, as "type: words", an asterisk before what is only to be checked. */
function find(article: string, text: string, language: string, options: GuardOptions = {}): readonly string[] {
  const checks = checkText(text, readSource(toParagraphs(article), language), options);
  return checks.flatMap(({ findings }) =>
    findings.map(({ type, hard, text: words }) => `${hard ? '' : '*'}${type}: ${words}`),
  );
}

const ARTICLE = `Le maire de Larne, Paul Roy, a déclaré vendredi que le pont coûtera 4.200 euros par mètre.
« Nous avons choisi le bois parce que l’acier est trop cher », a expliqué Paul Roy devant 300 habitants.
L’ingénieure Anne Mercier n’a pas confirmé la date du 12 mars. Elle a promis 48 réunions avec l’association Rives.`;

describe('near-copies', () => {
  test.each([
    ['a number that is not there', 'Le pont coûtera 5.200 euros par mètre.', 'number: 5.200'],
    ['a number of another sentence', 'Paul Roy a promis 300 réunions avec l’association Rives.', 'number-swap: 300'],
    ['a number word', 'Elle a promis quinze réunions avec l’association Rives.', 'number: quinze'],
    ['a weekday', 'Le maire de Larne, Paul Roy, a déclaré lundi que le pont coûtera 4.200 euros.', 'date: lundi'],
    ['a month', 'L’ingénieure Anne Mercier n’a pas confirmé la date du 12 juin.', 'date: juin'],
    [
      'a name that is not there',
      'L’ingénieure Lise Mercadet n’a pas confirmé la date du 12 mars.',
      'name: Lise Mercadet',
    ],
    [
      'another name of the article',
      'Le maire de Larne, Anne Mercier, a déclaré vendredi que le pont coûtera 4.200 euros par mètre.',
      'name-swap: Anne Mercier',
    ],
    [
      'a changed quotation',
      '« Nous avons choisi le verre parce que l’acier est trop cher », a expliqué Paul Roy.',
      'quotation: Nous avons choisi le verre parce que l’acier est trop cher',
    ],
    [
      'another speaker',
      '« Nous avons choisi le bois parce que l’acier est trop cher », a expliqué Anne Mercier devant 300 habitants.',
      'name-swap: Anne Mercier',
    ],
    ['a negation taken out', 'L’ingénieure Anne Mercier a confirmé la date du 12 mars.', 'negation: n pas'],
    [
      'a negation put in',
      'Le maire de Larne, Paul Roy, n’a pas déclaré vendredi que le pont coûtera 4.200 euros par mètre.',
      'negation: n',
    ],
    ['an opposite', 'Elle a promis 48 réunions sans l’association Rives.', 'wording: sans'],
  ])('GIVEN %s THEN it is found', (_, text, found) => {
    expect(find(ARTICLE, text, 'fr').join('\n')).toContain(found);
  });

  test.each([
    ['the same words', 'Elle a promis 48 réunions avec l’association Rives.'],
    [
      'other typography',
      '"Nous avons choisi le bois parce que l\'acier est trop cher", a expliqué Paul Roy devant 300 habitants.',
    ],
    [
      'another number format',
      'Le maire de Larne, Paul Roy, a déclaré vendredi que le pont coûtera 4\u202f200 euros par mètre.',
    ],
    ['a part left out', 'Le maire de Larne a déclaré que le pont coûtera 4.200 euros par mètre.'],
    ['a surname alone', 'Mercier n’a pas confirmé la date du 12 mars.'],
  ])('GIVEN %s THEN nothing is an error', (_, text) => {
    expect(find(ARTICLE, text, 'fr').filter((one) => !one.startsWith('*'))).toEqual([]);
  });
});

test('GIVEN a sentence THEN the nearest sentence of the source is its evidence, in its exact words', () => {
  const [check] = checkText(
    'Le maire a promis 48 réunions à l’association Rives.',
    readSource(toParagraphs(ARTICLE), 'fr'),
  );
  expect(check?.evidence).toEqual({ paragraph: 3, text: 'Elle a promis 48 réunions avec l’association Rives.' });
});

test('GIVEN a text with nothing in common THEN it is to be checked', () => {
  const checks = checkText(
    'Les poissons dorment souvent pendant plusieurs longues heures.',
    readSource(toParagraphs(ARTICLE), 'fr'),
  );
  expect(checks.map(({ verdict }) => verdict)).toEqual(['to-check']);
});

describe('across languages', () => {
  const evidence = (n: number) => [toParagraphs(ARTICLE)[n]?.text ?? ''];
  test.each([
    [1, 'en', 'The bridge will cost 4,200 euros a meter, Paul Roy said on Friday.', ''],
    [1, 'en', 'The bridge will cost 4,300 euros a meter.', 'number: 4,300'],
    [1, 'de', 'Am Montag sprach Paul Roy in Larne.', 'date: Montag'],
    [2, 'es', '“El acero es demasiado caro”, dijo Anne Mercier.', 'attribution: Anne Mercier'],
    [3, 'en', 'Engineer Anne Mercier confirmed the date of March 12.', 'negation: n pas'],
    [
      3,
      'de',
      'Ingenieurin Anne Mercier sagte: „Wir werden das nie bestätigen.“',
      'quotation: Wir werden das nie bestätigen.',
    ],
    [3, 'en', 'Engineer Grace Holloway promised 48 meetings.', 'name: Engineer Grace Holloway'],
  ])('GIVEN paragraph %i and a point in %s, %s THEN %s', (n, language, text, found) => {
    const hard = find(ARTICLE, text, 'fr', { language, evidence: evidence(n - 1) }).filter(
      (one) => !one.startsWith('*'),
    );
    expect(hard.join('\n')).toBe(found);
  });

  test('GIVEN the development half of the own set THEN the bars hold', () => {
    const stored = JSON.parse(readFileSync('src/data/stored-article.json', 'utf8'));
    const lines = readFileSync('tests/fixtures/cross-language/dev.jsonl', 'utf8').trim().split('\n');
    const judged = lines.flatMap((line) => {
      const { lang, article = `${stored.title}\n${stored.body}`, claims } = JSON.parse(line);
      const source = readSource(toParagraphs(article), lang);
      return claims.map(({ claim, lang: language, evidence: cited, label }: JudgedClaim) => {
        const checks = checkText(claim, source, { language, evidence: cited });
        return { label, flag: checks.some(({ verdict }) => verdict === 'unsupported') };
      });
    });
    const share = (label: number) => {
      const these = judged.filter((one: { label: number }) => one.label === label);
      return these.filter(({ flag }: { flag: boolean }) => flag).length / these.length;
    };
    expect(share(0)).toBeGreaterThanOrEqual(0.9);
    expect(share(1)).toBeLessThanOrEqual(0.1);
  });
});

test.each([
  ['one word', 'x'.repeat(200_000)],
  ['one letter again and again', 'a '.repeat(100_000)],
  ['quotation marks', '"'.repeat(200_000)],
  ['names', 'Abcd '.repeat(40_000)],
  ['numbers', '111 '.repeat(50_000)],
  ['negations', 'not 5 "Ab" '.repeat(18_000)],
])('GIVEN 200,000 characters of %s on both sides THEN it ends within seconds', { timeout: 20_000 }, (_, text) => {
  const source = readSource(toParagraphs(text), 'en');
  expect(checkText(text, source).length).toBeGreaterThanOrEqual(0);
  expect(
    checkText(`${text} z`, source, { language: 'fr', evidence: [text.slice(0, 1000)] }).length,
  ).toBeGreaterThanOrEqual(0);
});

test('GIVEN “rien que”, which says “only”, and a plural adjective of a country THEN honest points hold and a denial does not', () => {
  const article =
    'En mars, 12 bateaux ont été vus par des pêcheurs portugais et des radars suédois rien qu’en une semaine.';
  const evidence = [article];
  expect(find(article, '12 bateaux ont été vus par des pêcheurs portugais en une semaine.', 'fr')).toEqual([]);
  const english = 'In a week, 12 boats were seen by Portuguese fishermen and Swedish radars.';
  expect(find(article, english, 'fr', { language: 'en', evidence })).toEqual([]);
  const denied = 'In a week, 12 boats were not seen by Swedish radars.';
  expect(find(article, denied, 'fr', { language: 'en', evidence })).toEqual(['negation: not']);
});
