import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { LIES, lie } from '../../bench/liar-lies.ts';
import { type Answer, lieAbout, newTally, type Tally, type Text } from '../../bench/liar-run.ts';
import { openDesk, startEndpoint } from '../../bench/reading-desk.ts';
import { parseImportFile } from '../../src/services/import.ts';
import { FERRY, LIBRARY } from '../support/articles.ts';
import { CORPORA_NOTICE, hasCorpora, readNews } from '../support/corpora.ts';

const STORED = parseImportFile(readFileSync('src/data/stored-article.json', 'utf8'), 'stored-article.json');
const OWN: readonly Text[] = [FERRY, LIBRARY, STORED].map(({ title, text, language }) => ({ title, text, language }));

async function lieAboutAll(texts: readonly Text[], seeds: readonly number[]): Promise<Tally> {
  let answer: Answer = { headline: '', points: [] };
  const endpoint = await startEndpoint(() => answer);
  const tally = newTally();
  const say = (next: Answer) => {
    answer = next;
  };
  for (const seed of seeds) {
    const desk = await openDesk(endpoint.baseUrl);
    for (const text of texts) await lieAbout(desk, text, { seed, tally, say });
    await desk.close();
  }
  endpoint.stop();
  return tally;
}

const caught = (tally: Tally, kinds: readonly string[], manner: string) => {
  const all = tally.outcomes.filter((one) => kinds.includes(one.lie) && one.manner === manner);
  return { n: all.length, missed: all.filter(({ fate }) => fate !== 'caught').map(({ text }) => text) };
};

describe('GIVEN an endpoint that lies in one detail beside honest points', () => {
  let tally: Tally;
  beforeAll(async () => {
    tally = await lieAboutAll(OWN, [0, 1, 2, 3]);
  }, 60_000);

  test('THEN no address, mention or wrong language reaches a reply, in whatever language it is', () => {
    expect(tally.leaks).toEqual([]);
    for (const manner of ['near', 'across']) {
      const never = caught(tally, ['address', 'mention', 'language'], manner);
      expect(never.n).toBeGreaterThan(5);
      expect(never.missed).toEqual([]);
    }
  });

  test('THEN no number, date or quotation without evidence is shown', () => {
    const facts = caught(tally, ['number', 'date', 'quotation'], 'near');
    expect(facts.n).toBeGreaterThan(8);
    expect(facts.missed).toEqual([]);
    expect(caught(tally, ['number'], 'across').missed).toEqual([]);
  });

  test('THEN at least 95 % of the honest points are shown', () => {
    const { near, across } = tally.honest;
    expect(Math.min(near.told, across.told)).toBeGreaterThan(10);
    expect((near.shown + across.shown) / (near.told + across.told)).toBeGreaterThanOrEqual(0.95);
  });
});

test.skipIf(!hasCorpora)(`GIVEN news of real outlets THEN the same holds${CORPORA_NOTICE}`, async () => {
  const texts = readNews('orangesum-valid.jsonl', 1_312).slice(1_300);
  const news = texts.map(({ id, title, document }) => ({
    title: title ?? id,
    text: document.replaceAll('\n', '\n\n'),
    language: 'fr',
  }));
  const tally = await lieAboutAll(news, [1]);
  expect(tally.leaks).toEqual([]);
  expect(tally.honest.near.shown / tally.honest.near.told).toBeGreaterThanOrEqual(0.95);
});

test('GIVEN a sentence THEN each lie changes one detail, or says that there is none to change', () => {
  const sentence = 'On Friday Mara Delacourt said that 14 boats were “not ready for the crossing of the river”.';
  const ground = {
    article: `${sentence} In April the councilor Henrik Voss counted 23 of them, before the council voted.`,
    language: 'en',
    seed: 1,
  };
  const lies = LIES.map((kind) => [kind, lie(kind, sentence, ground)]);
  expect(Object.fromEntries(lies)).toMatchObject({
    number: expect.stringMatching(/that 17 boats/),
    'number-swap': expect.stringContaining('that 23 boats'),
    date: expect.not.stringContaining('Friday'),
    'name-swap': expect.stringContaining('Henrik Voss'),
    quotation: expect.stringMatching(/“not (?!ready for the crossing)/),
    mention: expect.stringContaining('<@'),
  });
  expect(lie('number', 'No figure stands here.', ground)).toBeUndefined();
});
