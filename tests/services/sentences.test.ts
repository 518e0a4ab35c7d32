import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitSentences } from '../../src/services/sentences.ts';

test.each<[string, string, readonly string[]]>([
  ['closing guillemets', 'fr', ['« C’est la fin. »', 'Suite du récit.']],
  ['a quotation and who said it', 'fr', ['« Non ! » a-t-il répondu.', 'Puis il est parti.']],
  ['titles', 'fr', ['M. Dupont et Mme. Roy ont vu le Dr. Paul.', 'Ils sont partis.']],
  ['initials', 'en', ['George W. Bush met J. K. Rowling.', 'They talked.']],
  ['acronyms', 'en', ['The U.S. Army left.', 'It came back.']],
  ['months and companies', 'en', ['On Jan. 6 Acme Inc. closed.', 'It was late.']],
  ['ordinals', 'de', ['Am 31. Mai kam Dr. Weber.', 'Er blieb.']],
  ['abbreviations', 'de', ['Das gilt z.B. Anfang Mai.', 'Sonst nicht.']],
  ['a year at the end', 'de', ['Das war 2021.', 'Danach kam nichts.']],
  ['numbers', 'fr', ['Le taux est de 1.5 point.', 'Il monte.']],
  ['dots of omission in a sentence', 'fr', ['Il a dit… peut-être.', 'Et puis rien.']],
  ['straight quotation marks', 'en', ['"We won."', '"They lost."', 'He left.']],
  ['questions', 'es', ['¿Qué pasó?', 'Nadie lo sabe.']],
  ['full stops without blanks', 'ja', ['大臣は辞任した。', '後任は未定。']],
  ['Cyrillic', 'ru', ['Это случилось в 2021 г. в Москве.', 'Потом всё стихло.']],
  ['a figure that opens a sentence', 'en', ['The river was a waste dump.', '1987 was its best year.']],
  ['a number after an abbreviation', 'fr', ['Voir l’art. 5 et la fig. 12 du rapport.', 'Tout y est.']],
  ['dashes of a dialog', 'pl', ['Nie wiem.', '— Wiem, powiedział Jan.', '- Dobrze.']],
  ['a single character for three dots', 'it', ['Non so perché…', 'Due anni dopo lo seppe.']],
  [
    'spaced abbreviations',
    'de',
    ['Er lebte im 5. Jahrhundert v. Chr. in Athen, wie z. B. Platon.', 'Die Stadt blieb.'],
  ],
  ['spaced abbreviations', 'es', ['Fue en el siglo V a. C. y en el VI d. C.', 'La ciudad creció.']],
  ['an abbreviation at the end', 'fr', ['Il cite Martin Luther King Jr.', 'Depuis, tout a changé.']],
  ['an initial at the end', 'de', ['Das war Plan B.', 'Die Stadt blieb.']],
  ['a title before a name at the end', 'fr', ['« Non », a dit M. Obama.', 'Il est parti.']],
  ['a year', 'pl', ['Tak było do 1997 r.', 'W maju 1998 r. Chiny odpowiedziały.']],
  ['a year', 'ru', ['Так было в 2015—2016 гг.', 'В 2017 г. Москва ответила.']],
  ['a day at the end', 'de', ['Die Wahl ist am 24.', 'Der Rat kommt am 31. Mai.']],
])('GIVEN %s (%s) THEN sentences end where they end', (_, language, sentences) => {
  const text = sentences.join(language === 'ja' ? '' : ' ');
  expect(splitSentences(text, language)).toEqual(sentences);
});

test('GIVEN line feeds THEN no sentence crosses one, and nothing empty is given', () => {
  expect(splitSentences('Un titre sans point\nUne phrase. \r\n\n  ', 'fr')).toEqual([
    'Un titre sans point',
    'Une phrase.',
  ]);
  expect(splitSentences('', 'fr')).toEqual([]);
});

test('GIVEN paragraphs glued without a blank THEN they come apart, and addresses do not', () => {
  expect(
    splitSentences('Il est parti en février.Le bilan est lourd. Voir www.orange.fr et Booking.Com.', 'fr'),
  ).toEqual(['Il est parti en février.', 'Le bilan est lourd.', 'Voir www.orange.fr et Booking.Com.']);
});

test('PROPERTY: sentences are slices in order and lose no letter', () => {
  const piece = fc.constantFrom(
    'M.',
    'Le',
    'chat',
    '« Oui. »',
    '"No."',
    '31.',
    'J. K.',
    '!',
    '…',
    ' ',
    '\u00a0',
    '\n',
    'U.S.',
    '大臣。',
    'fin.',
    ')',
    '»',
  );
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 30 }),
      fc.constantFrom('fr', 'en', 'de', 'ja', 'xx'),
      (pieces, language) => {
        const text = pieces.join(' ');
        let from = 0;
        for (const sentence of splitSentences(text, language)) {
          const at = text.indexOf(sentence, from);
          expect(at).toBeGreaterThanOrEqual(from);
          expect(text.slice(from, at).trim()).toBe('');
          expect(sentence).toBe(sentence.trim());
          from = at + sentence.length;
        }
        expect(text.slice(from).trim()).toBe('');
      },
    ),
  );
});

test('GIVEN lines of 200,000 characters whose every stop is an abbreviation or an initial THEN each is one sentence, soon', () => {
  // Looking at the whole line at each stop took most of a minute for these two.
  expect(splitSentences('Mr. '.repeat(50_000), 'en')).toHaveLength(1);
  expect(splitSentences('A. '.repeat(66_000), 'en')).toHaveLength(1);
});
