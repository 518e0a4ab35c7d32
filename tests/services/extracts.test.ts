import { NO_ORIGIN } from '../../src/services/articles.ts';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Article, Block } from '../../src/services/articles.ts';
import { extractSummary, leadSummary } from '../../src/services/extracts.ts';
import { countWords as countStrictly } from '../../src/services/extracts-passages.ts';
import { extractFromText, guessLanguage } from '../../src/services/extracts-text.ts';
import { startsDangling } from '../../src/services/extracts-words.ts';
import { SUMMARY_LENGTHS } from '../../src/services/summaries-text.ts';
import { FERRY, LIBRARY, storeArticle } from '../support/articles.ts';
import { testDatabase } from '../support/database.ts';

/** An article of these paragraphs; a line without a final point is an inter-title. */
function articleOf(lines: readonly string[], language = 'en', title = 'A title'): Article {
  let n = 0;
  const body = lines.map(
    (text): Block => (/[.!?”"»]$/.test(text) ? { kind: 'paragraph', n: ++n, text } : { kind: 'heading', text }),
  );
  return {
    id: 'a',
    seq: 1,
    revision: 1,
    title,
    body,
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

const textsOf = (article: Article, length: (typeof SUMMARY_LENGTHS)[number]) =>
  extractSummary(article, length).points.map(({ text }) => text);
const countWords = (texts: readonly string[]) => texts.join(' ').split(/\s+/).length;

describe('extracts of real-looking articles', () => {
  test.each([
    ['FERRY', FERRY],
    ['LIBRARY', LIBRARY],
  ])(
    'GIVEN %s THEN each length keeps its bounds, and each point is verbatim, in order, its own evidence',
    async (_, imported) => {
      const article = await storeArticle(await testDatabase(), imported);
      for (const length of SUMMARY_LENGTHS) {
        const { headline, points } = extractSummary(article, length);
        expect(headline).toBeNull();
        expect(countWords(points.map(({ text }) => text))).toBeLessThanOrEqual(length === 'detailed' ? 120 : 60);
        const places = points.map(({ text, evidence }) => {
          const [proof] = evidence;
          expect(evidence).toHaveLength(1);
          expect(proof?.quote).toBe(text);
          const block = article.body.find((one) => one.kind === 'paragraph' && one.n === proof?.paragraph);
          expect(block?.text).toContain(text);
          return (proof?.paragraph ?? 0) * 10_000 + (block?.text.indexOf(text) ?? 0);
        });
        expect(places).toEqual(places.toSorted((a, b) => a - b));
        expect(startsDangling(points[0]?.text ?? '', article.language)).toBe(false);
      }
      expect(extractSummary(article, 'one-line').points).toHaveLength(1);
      expect(extractSummary(article, 'detailed').points.length).toBeGreaterThan(
        extractSummary(article, 'one-line').points.length,
      );
      expect(extractSummary(article, 'short')).toEqual(extractSummary(article, 'short'));
    },
  );

  test('GIVEN news written with its point first THEN the one line is the lead', async () => {
    const article = await storeArticle(await testDatabase(), FERRY);
    expect(textsOf(article, 'one-line')[0]).toContain('will sail again from April 6');
  });
});

describe('what an extract is not', () => {
  const filler = 'The council of the town met on Monday to talk about the bridge and its cost.';

  test.each([
    ['a pronoun', 'en', 'He said the bridge of the town would cost the council a lot of money.'],
    ['a pronoun after a connector', 'fr', 'De plus, il a noté que le pont de la ville coûterait cher au conseil.'],
    ['a demonstrative', 'de', 'Diese Entscheidung des Stadtrats kostet die Stadt eine Menge Geld.'],
    ['a demonstrative after a preposition', 'fr', 'Dans cette affaire, le conseil de la ville a payé le pont.'],
    ['nothing but a quotation', 'de', '„Die Brücke der Stadt kostet den Rat in diesem Jahr eine Menge Geld.“'],
    ['a quotation of nobody named', 'en', '“The bridge of the town will cost a lot of money,” she said.'],
    ['a quotation of nobody named', 'fr', '« Le pont de la ville coûtera cher au conseil », a-t-elle dit.'],
  ])('GIVEN %s at the start (%s) THEN such a sentence never stands first', (_, language, dangling) => {
    expect(startsDangling(dangling, language)).toBe(true);
    expect(textsOf(articleOf([dangling, filler], language, 'The bridge of the town'), 'one-line')).toEqual([filler]);
  });

  test.each([
    ['fr', 'Ce lundi, le ministre a parlé à la ville.'],
    ['en', 'This week the minister spoke to the town.'],
    ['fr', 'Il y a 48 appareils dans la zone.'],
    ['fr', 'Alors que ce lundi le ministre parlait, la ville dormait.'],
    ['en', 'When Anna Roy came, she was late.'],
  ])('GIVEN a start in %s that leans on nothing, "%s" THEN it may stand', (language, sentence) => {
    expect(startsDangling(sentence, language)).toBe(false);
  });

  test('GIVEN headings and bare lines THEN none is extracted', () => {
    const article = articleOf(['Bridge of the town', 'AFP.', filler, 'Cost of the bridge']);
    expect(textsOf(article, 'detailed')).toEqual([filler]);
  });

  test('GIVEN a quotation over two sentences THEN it comes whole', () => {
    const quoted = '“The bridge is old. The town needs a new bridge,” said Anna Roy of the council.';
    expect(textsOf(articleOf([quoted]), 'one-line')).toEqual([quoted]);
  });

  test('GIVEN a lead said again THEN it is extracted once', () => {
    const again = 'The council of the town met on Monday to talk about the bridge and what its cost is.';
    expect(textsOf(articleOf([filler, again]), 'short')).toEqual([filler]);
  });

  test('GIVEN no body, or one endless sentence THEN there is still something verbatim', () => {
    expect(extractSummary(articleOf([]), 'short').points).toEqual([
      { text: 'A title', evidence: [{ paragraph: 0, quote: 'A title' }] },
    ]);
    const endless = `${'word '.repeat(200)}end.`;
    expect(textsOf(articleOf([endless]), 'short')).toEqual([endless]);
  });
});

describe('the first of a real article', () => {
  const standfirst =
    'The council of Harbor voted on Monday to close the old bridge of the town for two years of repairs.';
  const rest = [
    'Drivers were told in the morning. Some of them had known for weeks that something was about to happen.',
    'Shops on both banks fear for their customers. The mayor, Anna Roy, promised a ferry from the first of May. It will be free.',
    'The bridge was built in 1911. Its steel has rusted, engineers of the state reported in March after a long inspection.',
    'A second bridge had been planned in 1974, but it was never built because the money was spent on a new school.',
  ];

  test('GIVEN a standfirst before the text THEN the summary opens with it, in whatever place the title stands', () => {
    for (const title of ['Harbor closes its old bridge', 'A ferry from the first of May', ''])
      expect(textsOf(articleOf([standfirst, ...rest], 'en', title), 'short')[0]).toBe(standfirst);
  });

  test('GIVEN the lead method THEN the first whole sentences that fit are given, and no other', () => {
    const { points } = leadSummary(articleOf([standfirst, ...rest]));
    expect(points.map(({ text }) => text)).toEqual([
      standfirst,
      ...rest
        .slice(0, 2)
        .join(' ')
        .split(/(?<=\.) /)
        .slice(0, 4),
    ]);
    const long = `${'word '.repeat(70)}end.`;
    expect(leadSummary(articleOf([long, standfirst])).points.map(({ text }) => text)).toEqual([standfirst]);
  });

  test('GIVEN words that readers count in two ways THEN the larger number keeps the limit', () => {
    expect(countStrictly("l'Otan")).toBe(2);
    expect(countStrictly('« Non »')).toBe(3);
    expect(countStrictly('大臣は辞任した')).toBeGreaterThan(2);
  });
});

describe('texts that are not stored', () => {
  const options = { method: 'extracts', length: 'short' } as const;

  test('GIVEN blanks, hand-made line breaks and agency lines THEN sentences are slices of the text as it is', () => {
    const document =
      'Reuters\n\nThe council  of the town met on Monday to talk\u00a0about the bridge.\n\nRead also: the weather';
    expect(extractFromText({ document }, options)).toEqual([
      'The council  of the town met on Monday to talk\u00a0about the bridge.',
    ]);
    const wrapped =
      'The council of the town of Harbor met on Monday to talk\nabout the old bridge and about what it would cost them.';
    expect(wrapped).toContain(extractFromText({ document: wrapped }, options)[0]);
  });

  test('GIVEN nothing to extract THEN nothing is given: never the title, never too many words', () => {
    expect(extractFromText({ title: 'The council met on Monday.', document: '' }, options)).toEqual([]);
    expect(extractFromText({ document: `${'word '.repeat(70)}end.` }, options)).toEqual([]);
  });

  test('GIVEN no language THEN it is guessed; GIVEN a wrong tag THEN a RangeError', () => {
    expect(guessLanguage('Le conseil de la ville est réuni dans une salle.')).toBe('fr');
    expect(guessLanguage('Der Rat der Stadt ist in einem Saal, und das ist gut.')).toBe('de');
    expect(guessLanguage('12 345')).toBe('und');
    expect(() => extractFromText({ document: 'A text.', language: '!!' }, options)).toThrow(RangeError);
  });
});

test('PROPERTY: whatever the article, every point is verbatim and the bounds hold where a sentence fits', () => {
  const sentence = fc
    .array(fc.constantFrom('the', 'bridge', 'He', '“so', 'so”', '«', '»', 'Anna', '12', 'l’Otan', '大臣', 'M.'), {
      minLength: 1,
      maxLength: 15,
    })
    .map((words) => `${words.join(' ')}.`);
  fc.assert(
    fc.property(
      fc.array(fc.array(sentence, { minLength: 1, maxLength: 5 }), { maxLength: 6 }),
      fc.constantFrom(...SUMMARY_LENGTHS),
      (paragraphs, length) => {
        const article = articleOf(paragraphs.map((one) => one.join(' ')));
        const { points } = extractSummary(article, length);
        expect(points.length).toBeGreaterThan(0);
        for (const { text, evidence } of points) {
          const source =
            evidence[0]?.paragraph === 0
              ? article.title
              : article.body.find((b) => b.kind === 'paragraph' && b.n === evidence[0]?.paragraph)?.text;
          expect(source).toContain(text);
        }
        expect(countWords(points.map(({ text }) => text))).toBeLessThanOrEqual(length === 'detailed' ? 120 : 60);
      },
    ),
  );
});
