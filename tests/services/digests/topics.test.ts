import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findPhrase } from '../../../src/services/digests/topics.ts';
import { listTopics, TOPIC_CHARS } from '../../../src/services/digests/topics-title.ts';

/** An article of these paragraphs; one that begins with # is an inter-title. */
function article(title: string, paragraphs: readonly string[] = [], language = 'en') {
  let n = 0;
  const body = paragraphs.map((text) =>
    text.startsWith('#')
      ? ({ kind: 'heading', text: text.slice(1) } as const)
      : ({ kind: 'paragraph', n: ++n, text } as const),
  );
  return { title, body, language };
}

describe('a phrase in an article', () => {
  test.each([
    ['night ferry', 'Night ferries return', 'en'],
    ['élection présidentielle', 'L’ELECTION PRESIDENTIELLE approche', 'fr'],
    ['œuvre', 'Les oeuvres du musée', 'fr'],
    ["aujourd'hui", 'Tout commence aujourd’hui', 'fr'],
    ['Otan', 'L’Otan et la Russie', 'fr'],
    ['climate change', 'Why climate changes', 'en'],
    ['Bücherei', 'Die Büchereien öffnen', 'de'],
    ['президент', 'Решение президента', 'ru'],
    ['中国', '今天中国经济', 'zh'],
    ['الرئيس', 'قال رئيس', 'ar'],
  ])('GIVEN “%s” and the title “%s” THEN it stands there', (phrase, title, language) => {
    expect(findPhrase(phrase, article(title, [], language))).toBe('title');
  });

  test.each([
    ['night ferry', 'The ferry at night', 'en'],
    ['night ferry', 'Last night the ferry', 'en'],
    ['art', 'The article starts', 'en'],
    ['', 'Anything', 'en'],
    ['?!', 'What?!', 'en'],
  ])('GIVEN “%s” and the title “%s” THEN it does not', (phrase, title, language) => {
    expect(findPhrase(phrase, article(title, [], language))).toBeNull();
  });

  test('GIVEN its place THEN a title comes before the opening, and the opening before the text', () => {
    const paragraphs = ['One.', '#Ferry', 'Two.', 'Three has a bus.', 'Four has a tram and a bus.'];
    expect(findPhrase('ferry', article('The ferry', paragraphs))).toBe('title');
    expect(findPhrase('ferry', article('A boat', paragraphs))).toBe('opening');
    expect(findPhrase('two', article('A boat', paragraphs))).toBe('opening');
    expect(findPhrase('bus', article('A boat', paragraphs))).toBe('text');
    expect(findPhrase('train', article('A boat', paragraphs))).toBeNull();
  });

  test('GIVEN a phrase over two paragraphs THEN it is none', () => {
    expect(findPhrase('night ferry', article('A boat', ['It was night', 'ferry boats']))).toBeNull();
  });
});

describe('the topics of a title', () => {
  test.each([
    [
      'Emmanuel Macron reçoit Volodymyr Zelensky à Paris',
      'fr',
      ['Emmanuel Macron', 'Volodymyr Zelensky', 'Paris', 'Macron', 'Zelensky', 'reçoit'],
    ],
    ['L’Otan bloque les avions russes : Stoltenberg accuse Moscou', 'fr', ['Otan', 'Stoltenberg', 'Moscou']],
    ['Bank of England holds rates', 'en', ['Bank of England', 'holds', 'rates']],
    ['EU Leaders Agree On New Sanctions Against Russia', 'en', ['EU', 'Russia', 'Sanctions']],
    ['Stadtbücherei Ahrenfeld öffnet künftig auch sonntags', 'de', ['Stadtbücherei Ahrenfeld', 'Ahrenfeld']],
    ['Путин встретился с Си Цзиньпином в Пекине', 'ru', ['Путин', 'Си Цзиньпином', 'Пекине']],
    ['Node.js 26 is out', 'en', ['Node.js']],
  ])('GIVEN “%s” THEN names come first', (title, language, first) => {
    const topics = listTopics(title, language);
    expect(topics.slice(0, first.length)).toEqual(first);
  });

  test.each(['The end', '?', ''])('GIVEN “%s” THEN there is none', (title) => {
    expect(listTopics(title, 'en')).toEqual([]);
  });

  test('GIVEN any title THEN at most ten topics, none twice, each short and found in the title itself', () => {
    const word = fc.constantFrom(
      'Paris',
      'accord',
      'l’Union',
      'de',
      'la',
      'EU',
      'COP30',
      'Zürich',
      'naïve',
      'x',
      '«Non»',
      'AT&T',
      '3.5',
      'U.S.',
      'Œuvre',
      '–',
    );
    const language = fc.constantFrom('en', 'fr', 'de', 'es', 'ru');
    fc.assert(
      fc.property(
        fc.array(fc.oneof(word, fc.string({ unit: 'grapheme', maxLength: 12 })), { maxLength: 20 }),
        language,
        (words, tag) => {
          const title = words.join(' ');
          const topics = listTopics(title, tag);
          expect(topics.length).toBeLessThanOrEqual(10);
          expect(new Set(topics).size).toBe(topics.length);
          for (const topic of topics) {
            expect(topic.length).toBeLessThanOrEqual(TOPIC_CHARS);
            expect({ topic, at: findPhrase(topic, article(title, [], tag)) }).toEqual({ topic, at: 'title' });
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
