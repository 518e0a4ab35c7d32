import { NO_ORIGIN } from '../../src/services/articles.ts';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Article } from '../../src/services/articles.ts';
import { checkPoint, isHeadlineSupported } from '../../src/services/evidence.ts';
import { findQuotations, findVerbatim } from '../../src/services/evidence-text.ts';

/** An article of nothing but its paragraphs. */
function articleOf(language: string, ...paragraphs: readonly string[]): Article {
  return {
    id: 'a',
    seq: 1,
    revision: 1,
    title: 'Le pont de Larne rouvre en avril',
    body: [
      { kind: 'heading', text: 'Un intertitre de cinq mots' },
      ...paragraphs.map((text, i) => ({ kind: 'paragraph' as const, n: i + 1, text })),
    ],
    language,
    outlet: null,
    url: null,
    publishedAt: null,
    publishedOn: null,
    inferred: [],
    ...NO_ORIGIN,
    storedAt: 0,
  };
}

/** Checks a point that rests on the whole of paragraph 1. */
function check(source: string, text: string, from: string, to = from): string {
  const article = articleOf(from, source);
  const checked = checkPoint({ text, evidence: [{ paragraph: 1, quote: source }] }, article, to);
  return checked.held ? 'held' : checked.fault;
}

describe('evidence', () => {
  const source = 'Le maire a déclaré\u00a0: «\u202fNous n’avons pas l’argent.\u202f» Il a parlé 12 minutes.';
  const article = articleOf('fr', source, 'Un second paragraphe parle d’autre chose.');
  const fault = (paragraph: number, quote: string) => {
    const checked = checkPoint({ text: 'Le maire a parlé.', evidence: [{ paragraph, quote }] }, article, 'fr');
    return checked.held ? checked.point.evidence[0]?.quote : checked.fault;
  };

  test('GIVEN straight marks and plain blanks THEN it holds, and the words shown are the article’s own', () => {
    expect(fault(1, 'Le maire a déclaré : "Nous n\'avons pas l\'argent."')).toBe(
      'Le maire a déclaré\u00a0: «\u202fNous n’avons pas l’argent.\u202f»',
    );
  });

  test.each([
    ['a changed word', 1, 'Le maire a affirmé'],
    ['a word left out', 1, 'Nous n’avons l’argent'],
    ['other capitals', 1, 'le maire a déclaré'],
    ['an ellipsis', 1, 'Le maire a déclaré … 12 minutes'],
    ['the wrong paragraph', 2, 'Le maire a déclaré'],
    ['a paragraph that is not there', 9, 'Le maire a déclaré'],
    ['an inter-title', 1, 'Un intertitre de cinq mots'],
    ['nothing', 1, '  '],
    ['a word too short to prove anything', 1, 'Nous'],
    ['a word cut at its end', 1, 'Le maire a décl'],
    ['a number cut at its start', 1, '2 minutes.'],
  ])('GIVEN %s THEN the point falls', (_, paragraph, quote) => {
    expect(fault(paragraph, quote)).toBe('quote');
  });

  test('GIVEN the title THEN it is paragraph 0', () => {
    expect(fault(0, 'Le pont de Larne rouvre')).toBe('Le pont de Larne rouvre');
  });

  test('GIVEN no evidence, or no words THEN the point falls', () => {
    expect(checkPoint({ text: 'x', evidence: [] }, article, 'fr')).toEqual({ held: false, fault: 'no-evidence' });
    expect(checkPoint({ text: ' ', evidence: [{ paragraph: 1, quote: source }] }, article, 'fr')).toEqual({
      held: false,
      fault: 'no-words',
    });
  });

  test('GIVEN one good and one false passage THEN the point falls; the same passage twice counts once', () => {
    const good = { paragraph: 1, quote: 'Le maire a déclaré' };
    const point = (...evidence: (typeof good)[]) => checkPoint({ text: 'Le maire a parlé.', evidence }, article, 'fr');
    expect(point(good, { paragraph: 1, quote: 'Le maire a dansé' }).held).toBe(false);
    expect(point(good, good)).toMatchObject({ held: true, point: { evidence: [good] } });
  });
});

describe('words', () => {
  test.each([
    ['possible', 'C’est impossible.'],
    ['5 %', 'Une hausse de 1,5 % en mai'],
    ['1,5', 'Une hausse de 11,5 %'],
    ['000 soldats', 'Quelque 9 000 soldats'],
    ['5 degrés', 'Il a fait -5 degrés'],
  ])('GIVEN "%s" THEN it is not found inside "%s"', (quote, paragraph) => {
    expect(findVerbatim(quote, paragraph)).toBeUndefined();
  });

  test('GIVEN a cut word first and a whole one later THEN the whole one is found', () => {
    expect(findVerbatim('possible', 'impossible ou possible')).toBe('possible');
  });

  test('GIVEN a script without blanks THEN any run of it is found', () => {
    expect(findVerbatim('大臣は辞任', '昨日、大臣は辞任した。')).toBe('大臣は辞任');
  });

  test('PROPERTY: a slice at word borders is found, whatever the typography, and what is shown is in the article', () => {
    const word = fc.stringMatching(/^[a-zéèçœ’A-Z]{1,8}$/);
    const blank = fc.constantFrom(' ', '\u00a0', '\u202f', '  ', ' « ', ' » ', '\u2009', ', ', ' – ');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(word, blank), { minLength: 1, maxLength: 20 }),
        fc.nat(),
        fc.nat(),
        (pairs, a, b) => {
          const paragraph = pairs.map(([one, gap]) => one + gap).join('');
          const from = a % pairs.length;
          const to = from + 1 + (b % (pairs.length - from));
          const slice = pairs
            .slice(from, to)
            .map(([one, gap], i) => (i === to - from - 1 ? one : one + gap))
            .join('');
          const plain = slice
            .replaceAll('’', "'")
            .replace(/[\u00a0\u202f\u2009 ]+/g, ' ')
            .replace(/« ?| ?»/g, '"');
          const found = findVerbatim(plain, paragraph);
          expect(found).toBeDefined();
          expect(paragraph).toContain(found);
        },
      ),
    );
  });

  test('PROPERTY: a passage with one word changed is never found', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 2, maxLength: 20 }),
        fc.nat(),
        (words, at) => {
          const changed = words.with(at % words.length, 'Zzzzzzzzz');
          expect(findVerbatim(changed.join(' '), words.join(' '))).toBeUndefined();
        },
      ),
    );
  });

  test('GIVEN each kind of quotation mark THEN its inside is found; an apostrophe opens nothing', () => {
    expect(findQuotations('« un » “two” „drei“ "vier" ‘cinco’ 「六」')).toEqual([
      'un',
      'two',
      'drei',
      'vier',
      '六',
      'cinco',
    ]);
    expect(findQuotations("l'Otan d’hier, the boys' team and James's")).toEqual([]);
    expect(findQuotations("He called it 'a boy's game' twice")).toEqual(["a boy's game"]);
  });
});

describe('numbers and dates', () => {
  test.each([
    ['fr', 'en', 'Quelque 9\u202f000 soldats sont partis.', 'Some 9,000 soldiers left.', 'held'],
    ['fr', 'en', 'Quelque 9\u202f000 soldats sont partis.', 'Some 90,000 soldiers left.', 'number'],
    ['fr', 'en', 'Une hausse de 1,5 % a été notée.', 'A rise of 1.5% was noted.', 'held'],
    ['fr', 'en', 'Une hausse de 1,5 % a été notée.', 'A rise of 15% was noted.', 'number'],
    ['de', 'en', 'Die Kosten liegen bei 1.234.567,89 Euro.', 'The cost is 1,234,567.89 euros.', 'held'],
    ['fr', 'en', 'Le projet coûte 2 milliards d’euros.', 'The project costs 2 billion euros.', 'held'],
    ['fr', 'en', 'Le projet coûte 2 milliards d’euros.', 'The project costs 2 million euros.', 'number'],
    ['fr', 'en', 'Le projet coûte 1,5 million d’euros.', 'The project costs 1,500,000 euros.', 'held'],
    ['de', 'en', 'Es kostet 3 Billionen Euro im Jahr.', 'It costs 3 trillion euros a year.', 'held'],
    ['de', 'en', 'Es kostet 3 Billionen Euro im Jahr.', 'It costs 3 billion euros a year.', 'number'],
    ['es', 'fr', 'El plan cuesta 4 mil millones de euros.', 'Le plan coûte 4 milliards d’euros.', 'held'],
    ['fr', 'fr', 'Ils étaient deux cents, dont onze blessés.', 'Il y a 11 blessés.', 'held'],
    ['fr', 'en', 'La réunion a eu lieu le 31 mai 2021.', 'The meeting took place on May 31, 2021.', 'held'],
    ['fr', 'en', 'La réunion a eu lieu le 31 mai 2021.', 'The meeting took place on June 31, 2021.', 'date'],
    ['fr', 'en', 'La réunion a eu lieu le 31 mai 2021.', 'The meeting took place on May 30, 2021.', 'number'],
    ['fr', 'en', 'La réunion a eu lieu le 31 mai.', 'The meeting took place on May 31, 2021.', 'number'],
    ['fr', 'en', 'Le ministre a parlé lundi dernier.', 'The minister spoke on Monday.', 'held'],
    ['fr', 'en', 'Le ministre a parlé lundi dernier.', 'The minister spoke on Tuesday.', 'date'],
    ['ru', 'en', 'Встреча состоялась 31 мая 2021 года.', 'The meeting took place on May 31, 2021.', 'held'],
    ['fr', 'zh', 'La réunion a eu lieu le 31 mai.', '会议于5月31日举行。', 'held'],
    ['en', 'ar', 'Some 48 aircraft were seen there.', 'شوهدت ٤٨ طائرة.', 'held'],
    ['en', 'ar', 'Some 48 aircraft were seen there.', 'شوهدت ٤٩ طائرة.', 'number'],
    ['en', 'en', 'The fleet took part in Sea Shield-21.', 'The fleet took part in Sea Shield-22.', 'number'],
    ['fr', 'fr', 'Il s’est engagé en juillet dernier.', 'Il s’est engagé en décembre dernier.', 'date'],
    ['fr', 'en', 'La séquence a été vue fin mars à la télévision.', 'It was shown in late March.', 'held'],
    ['fr', 'en', 'La séquence a été vue fin mars à la télévision.', 'It was shown in late May.', 'date'],
    ['en', 'fr', 'It opens on 06/04/2026 at the earliest.', 'Ouverture le 6 avril 2026.', 'held'],
    ['fr', 'fr', 'Les 5 sondes ont atteint la planète Mars.', 'Les 5 sondes ont atteint Mars.', 'held'],
    ['fr', 'fr', 'Les 5 sondes ont atteint la planète.', 'Les 5 sondes ont atteint Mars.', 'name'],
    ['fr', 'fr', 'Ils étaient sept devant la mairie.', 'Ils étaient sept.', 'held'],
    ['fr', 'fr', 'Il a dit : « entre 1 600 et 1 800 euros ».', 'Il a dit « entre 1.600 et 1.800 euros ».', 'held'],
    ['en', 'en', 'The vote may be held again, he said.', 'The vote may come again.', 'held'],
    ['en', 'en', 'It opened at 10:30 on 2026-04-06.', 'It opened on April 6, 2026 at 10:30.', 'held'],
  ])('GIVEN %s evidence and a point in %s, "%s" for "%s" THEN %s', (from, to, source, text, outcome) => {
    expect(check(source, text, from, to)).toBe(outcome);
  });

  test('GIVEN a number that stands in the article but not in the evidence THEN the point falls', () => {
    const article = articleOf('en', 'The boat carries 180 passengers.', 'It was built in 1988 at Ostley.');
    const evidence = [{ paragraph: 1, quote: 'The boat carries 180 passengers.' }];
    expect(checkPoint({ text: 'Built in 1988, it carries 180.', evidence }, article, 'en').held).toBe(false);
    expect(
      checkPoint(
        { text: 'Built in 1988, it carries 180.', evidence: [...evidence, { paragraph: 2, quote: 'built in 1988' }] },
        article,
        'en',
      ).held,
    ).toBe(true);
  });

  test('PROPERTY: a whole number holds in any usual format, and no other number holds for it', () => {
    const formats = ['en-US', 'fr-FR', 'de-DE', 'de-CH', 'es-ES'];
    fc.assert(
      fc.property(
        fc.integer({ min: 13, max: 999_999_999 }),
        fc.constantFrom(...formats),
        fc.integer({ min: 1, max: 12 }),
        (n, locale, more) => {
          const source = `Le total est de ${n.toLocaleString(locale)} voix.`;
          expect(check(source, `Total : ${n.toLocaleString('fr-FR')} voix.`, 'fr')).toBe('held');
          expect(check(source, `The total is ${n.toLocaleString('en-US')} votes.`, 'fr', 'en')).toBe('held');
          expect(check(source, `Total : ${n + more} voix.`, 'fr')).toBe('number');
        },
      ),
    );
  });
});

describe('quotations and links', () => {
  const source = 'Le maire a dit : « Nous voulons un pont plus sûr », selon le journal local.';

  test.each([
    ['the same words', 'fr', 'Le maire veut « un pont plus sûr ».', 'held'],
    ['other marks and a stop inside', 'fr', 'Le maire veut “un pont plus sûr.”', 'held'],
    ['a changed word', 'fr', 'Le maire veut « un pont moins sûr ».', 'quotation'],
    ['a regional form of the language', 'fr-CA', 'Le maire veut « un tunnel ».', 'quotation'],
    ['a translated quotation', 'en', 'The mayor wants “a safer bridge”.', 'held'],
    ['a link that is not there', 'fr', 'Le maire parle sur https://pont.example/', 'link'],
  ])('GIVEN %s THEN %s: "%s" is %s', (_, to, text, outcome) => {
    expect(check(source, text, 'fr', to)).toBe(outcome);
  });

  test('GIVEN a translated quotation where nobody is quoted THEN the point falls', () => {
    expect(check('Le maire veut un pont plus sûr, a-t-il dit.', 'He wants “a safer bridge”.', 'fr', 'en')).toBe(
      'quotation',
    );
  });

  test('GIVEN a mark too many THEN the comma between two quotations is none', () => {
    const odd = 'Je ne sais pas", a-t-il dit, "et vous", "peut-être".';
    expect(check(odd, odd, 'fr')).toBe('held');
  });

  test('GIVEN a headline THEN the whole article is its evidence', () => {
    const article = articleOf('fr', 'Le pont rouvre le 6 avril.', 'Il a coûté 3 millions d’euros.');
    expect(isHeadlineSupported('Bridge reopens April 6 after 3 million euro repair', article, 'en')).toBe(true);
    expect(isHeadlineSupported('Bridge reopens April 7', article, 'en')).toBe(false);
    expect(isHeadlineSupported(' ', article, 'en')).toBe(false);
  });
});

test('PROPERTY: every sentence of an article holds as a point of its own, in its language', () => {
  const sentence = fc.constantFrom(
    '«\u00a0Nous avons voté le 3 mars\u00a0», a dit Mme Roy.',
    'Le coût est de 12,5 millions d’euros, soit 40 % de plus.',
    'Le 14 juillet 2020, vers 10h30, 1\u202f200 personnes étaient là.',
    'Il a parlé d’une « double voie », puis d’un “message clair”.',
    'L’avion Su-27 a volé lundi à 9 000 mètres.',
  );
  fc.assert(
    fc.property(fc.array(sentence, { minLength: 1, maxLength: 4 }), (sentences) => {
      expect(check(sentences.join(' '), sentences.join(' '), 'fr')).toBe('held');
    }),
  );
});
